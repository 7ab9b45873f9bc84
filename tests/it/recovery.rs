//! An index that is damaged is set aside and made anew; one that is only out of reach (a lock, a full disk) is left as it
//! is, the node answers meanwhile and goes on where it was.

use crate::support::{TestDatabase, World, on_both_databases, process::Service, wait_for, world::vacancy};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

on_both_databases!(
    a_damaged_index_is_set_aside_and_made_anew,
    a_locked_index_is_left_alone,
    on_a_full_disk_the_index_waits_and_nothing_is_lost,
);

/// Longer than the longest pause between the attempts of a job.
const LONG: Duration = Duration::from_secs(90);

async fn a_damaged_index_is_set_aside_and_made_anew(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (mut process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    post(&service, &world, "A").await;
    post(&service, &world, "B").await;
    found(&service, 2).await;
    let damages: [(&str, Damage); 4] = [
        ("json", |bytes| bytes.truncate(bytes.len() / 2)),
        ("term", |bytes| bytes.truncate(bytes.len() / 2)),
        ("store", |bytes| flip(bytes)),
        ("idx", |bytes| flip(bytes)),
    ];
    for (number, (kind, damage)) in (1..).zip(damages) {
        process.kill();
        let file = file_of(&service.data().join("index/vacancies"), kind);
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::write(&file, bytes).unwrap();
        (process, _) = service.serve().await;
        found(&service, 2).await;
        assert_eq!(set_aside(&service), number, "{kind}");
        let kept = service.data().join(format!("index/damaged-{number}/vacancies"));
        assert!(kept.join(file.file_name().unwrap()).exists(), "what was damaged is kept");
    }
    post(&service, &world, "C").await;
    found(&service, 3).await;
    process.kill();
    service.succeed(&["verify"]);
}

async fn a_locked_index_is_left_alone(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    post(&service, &world, "A").await;
    found(&service, 1).await;
    for command in ["reindex", "verify"] {
        let refused = service.run(&[command]);
        assert!(!refused.status.success(), "{command} while a node serves");
    }
    assert_eq!(set_aside(&service), 0);
    post(&service, &world, "B").await;
    found(&service, 2).await;
    process.kill();
    service.succeed(&["verify"]);
}

async fn on_a_full_disk_the_index_waits_and_nothing_is_lost(database: TestDatabase) {
    let service = Service::new(database.url());
    let index = service.data().join("index");
    let Some(disk) = SmallDisk::mount(&index) else { return };
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    post(&service, &world, "A").await;
    found(&service, 1).await;

    disk.fill();
    for reference in ["B", "C", "D"] {
        post(&service, &world, reference).await;
    }
    wait_for("failing index job", LONG, async || {
        service.log().contains("a job failed and starts again").then_some(())
    })
    .await;
    service.client.get("/healthz").expect(200).await;
    let answer = service.client.get("/v1/search/vacancies?q=数控车工").expect(200).await;
    assert_eq!((&answer["total"], set_aside(&service)), (&serde_json::json!(1), 0), "{answer}");
    post(&service, &world, "E").await;
    disk.free();
    found(&service, 5).await;
    assert_eq!(set_aside(&service), 0, "a full disk is no damage");

    // Started on a full disk, it may serve or refuse to; the index is left as it is either way.
    disk.fill();
    process.kill();
    let mut started = service.start();
    wait_for("a node on a full disk", LONG, async || {
        let ready = service.client.get("/healthz").try_send().await.is_ok();
        (ready || started.ended().is_some()).then_some(())
    })
    .await;
    started.kill();
    assert_eq!(set_aside(&service), 0);
    disk.free();
    let (process, _) = service.serve().await;
    found(&service, 5).await;
    process.kill();
    service.succeed(&["verify"]);
    assert_eq!(set_aside(&service), 0);
    drop(disk);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_the_store_refuses_for_now_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("disk");
    let Some(disk) = SmallDisk::mount(&path) else { return };
    let service = Service::new(&format!("sqlite:{}", path.join("jobbridge.db").display()));
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    post(&service, &world, "A").await;
    found(&service, 1).await;
    disk.fill();
    let (mut acknowledged, mut refused) = (1, 0);
    for number in 0..1000 {
        let mut draft = vacancy(&format!("F-{number}"), &format!("数控车工{number}号"));
        // Long enough that what the write-ahead log has room for already is soon used up.
        draft["description"] = format!("第{number}组。{}", "按图纸加工零件，合成数据。".repeat(500)).into();
        let answer = service.client.post("/v1/vacancies").key(&world.employer.key).json(&draft).send().await;
        if answer.status != 201 {
            answer.expect_problem(503, "UNAVAILABLE");
            assert!(answer.header("retry-after").is_some());
            refused += 1;
            // Goes on: what is answered 201 beside refusals must be kept like any other.
            if refused == 40 {
                break;
            }
            continue;
        }
        acknowledged += 1;
    }
    assert_eq!(refused, 40, "there is no room for a thousand vacancies");
    service.client.get("/healthz").expect(200).await;
    service.client.get("/v1/search/vacancies?q=数控车工").expect(200).await;
    disk.free();
    post(&service, &world, "G").await;
    found(&service, acknowledged + 1).await;
    process.kill();
    service.succeed(&["verify"]);
    let (process, _) = service.serve().await;
    found(&service, acknowledged + 1).await;
    process.kill();
}

/// A disk of a few megabytes, mounted where a directory would be.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it, where this is allowed. Where it is not, says so past the test's captured output.
    fn mount(path: &Path) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"]).arg(path);
        if mount.output().is_ok_and(|done| done.status.success()) {
            return Some(Self(path.to_owned()));
        }
        let notice = format!("IGNORED {}: a tmpfs cannot be mounted (it takes root)\n", module_path!());
        std::io::stderr().write_all(notice.as_bytes()).unwrap();
        None
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Leaves no room at all.
    fn fill(&self) {
        let mut file = fs::File::create(self.ballast()).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        while file.write_all(&[0]).is_ok() {}
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(&self.0).output());
    }
}

async fn post(service: &Service, world: &World, reference: &str) {
    let draft = vacancy(reference, &format!("数控车工{reference}班"));
    service.client.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
}

async fn found(service: &Service, count: usize) {
    wait_for("complete search", LONG, async || {
        let answer = service.client.get("/v1/search/vacancies?q=数控车工").expect(200).await;
        (answer["total"] == count).then_some(())
    })
    .await;
}

/// How many damaged indexes were set aside.
fn set_aside(service: &Service) -> usize {
    let entries = fs::read_dir(service.data().join("index")).unwrap();
    entries
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("damaged-"))
        .count()
}

/// The first file of a kind, `meta.json` or a segment's.
fn file_of(directory: &Path, kind: &str) -> PathBuf {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut visible = files.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    visible.find(|path| path.extension().is_some_and(|extension| extension == kind)).unwrap()
}

/// What is done to a file.
type Damage = fn(&mut Vec<u8>);

fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x80;
}
