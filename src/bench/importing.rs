//! A file of vacancies imported over HTTP: how fast its rows are durable and found, and what memory that takes.

use super::{
    BenchError, BenchOptions,
    client::{Connection, json},
    figures::{Report, cpu_time, grouped},
    setup::World,
    texts::{PLACES, SENTENCES, TITLES},
};
use crate::{app::keys, domain::party::Party, server::Server};
use chrono::Days;
use std::{
    io::{BufWriter, Write},
    path::Path,
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// The most rows of the file.
const ROWS: usize = 10_000;
/// How long the one who watches waits before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// An import that takes so long is lost.
const LOST: Duration = Duration::from_secs(600);

pub(super) async fn measure(
    server: &Server,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let rows = options.vacancies.min(ROWS);
    let path = options.data_dir.join(format!("bench-{}-import.csv", std::process::id()));
    let until = (server.app.today() + Days::new(60)).to_string();
    let size = write(&path, rows, &until)?;
    let measured = import(server, world, &path, rows).await;
    std::fs::remove_file(&path)?;
    let Imported { durable, found, work, grown } = measured?;
    let rate = |time: Duration| grouped(rows as f64 / time.as_secs_f64());
    report.add(
        "vacancies imported, durable and searchable",
        format!("{} rows/s", rate(found)),
        format!(
            "one CSV file of {} rows and {} MB over HTTP, from its first byte until a search counts every row; durable \
             alone {} rows/s; the index and the jobs on the same cores; {} µs of processor time a row, all included",
            grouped(rows as f64),
            grouped(size as f64 / 1e6),
            rate(durable),
            grouped(work.as_secs_f64() * 1e6 / rows.max(1) as f64)
        ),
    );
    report.add(
        "memory that the import took",
        format!("{} MB", grouped(grown as f64 / 1e6)),
        "growth of the process's resident memory at its largest, looked at every 20 ms".to_owned(),
    );
    Ok(())
}

/// How long it took, and what memory.
struct Imported {
    durable: Duration,
    found: Duration,
    work: Duration,
    grown: u64,
}

async fn import(server: &Server, world: &World, path: &Path, rows: usize) -> Result<Imported, BenchError> {
    let key = keys::create_key_for(&server.app, Party::Employer(world.importer), "bench").await?.1;
    let mut connection = Connection::open(server.address, Some(&key)).await?;
    let search = format!("/v1/search/vacancies?employer={}&limit=1&view=id", world.importer);
    let there = json(&connection.get(&search).await?)?["total"].as_u64().unwrap_or(0);
    let (before, mut most) = (resident(), 0);
    let (started, work) = (Instant::now(), cpu_time());
    let file = tokio::fs::File::open(path).await?;
    let (status, body) = connection.upload("/v1/vacancies/import", "text/csv", file).await?;
    let import = json(&body)?;
    // A new one: the server closes a connection that is silent for the time that a large file takes.
    let mut watch = Connection::open(server.address, Some(&key)).await?;
    let durable = match status {
        200 => started.elapsed(),
        202 => {
            let id = import["import"].as_str().unwrap_or_default();
            finished(&mut watch, id, started, &mut most).await?
        }
        status => return Err(BenchError::Answer { path: "/v1/vacancies/import".to_owned(), status }),
    };
    let all = there + rows as u64;
    while json(&watch.get(&search).await?)?["total"].as_u64().unwrap_or(0) < all {
        look_again(started, &mut most).await?;
    }
    let (found, work) = (started.elapsed(), cpu_time().saturating_sub(work));
    Ok(Imported { durable, found, work, grown: most.saturating_sub(before) })
}

async fn finished(
    watch: &mut Connection,
    id: &str,
    started: Instant,
    most: &mut u64,
) -> Result<Duration, BenchError> {
    let path = format!("/v1/imports/{id}?status=rejected");
    loop {
        let import = json(&watch.get(&path).await?)?;
        match import["state"].as_str() {
            Some("running") => look_again(started, most).await?,
            Some("finished") if import["rejected"] == 0 => return Ok(started.elapsed()),
            _ => return Err(BenchError::World("the import was refused")),
        }
    }
}

async fn look_again(started: Instant, most: &mut u64) -> Result<(), BenchError> {
    if started.elapsed() > LOST {
        return Err(BenchError::World("an import did not end in time"));
    }
    *most = resident().max(*most);
    sleep(LOOK_AGAIN).await;
    Ok(())
}

/// The resident memory of this process in bytes, where Linux tells it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Writes the file and says how many bytes it has. Every row is a vacancy of its own.
fn write(path: &Path, rows: usize, until: &str) -> Result<u64, BenchError> {
    let mut file = BufWriter::new(std::fs::File::create_new(path)?);
    writeln!(file, "岗位编号,岗位名称,招聘人数,工作地点,薪资,岗位描述,有效期至,学历,技能,食宿,班次,休息")?;
    for row in 0..rows {
        let sentence = |after: usize| SENTENCES[(row + after) % SENTENCES.len()];
        let low = 4000 + 10 * (row % 400);
        let (title, place) = (TITLES[row % TITLES.len()], PLACES[row / TITLES.len() % PLACES.len()]);
        writeln!(
            file,
            "I-{row},{title}{}组,{},{place},{low}-{}元/月,\"第{}组。{}{}{}\",{until},中专,识图;数控车床操作,包吃住,长白班,双休",
            letters(row),
            1 + row % 20,
            low + 1500,
            // In letters too: 996 is how people write twelve hours a day.
            letters(row),
            sentence(0),
            sentence(1),
            sentence(2),
        )?;
    }
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

/// A number in letters, so that no reading of titles folds two into one.
fn letters(mut number: usize) -> String {
    const LETTERS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let mut text = String::new();
    loop {
        text.push(LETTERS[number % 10]);
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}
