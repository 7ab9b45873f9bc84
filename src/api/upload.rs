//! Large files, received into a spool: up to a megabyte in memory, the rest on disk. A file that is too large is
//! answered 413 after it was heard out for a while, like any other body.

use super::{body, problem::Problem};
use crate::{
    app::{
        App,
        vacancy_files::FileFormat,
        vacancy_imports::{ImportPolicy, Upload},
    },
    domain::refusal::Code,
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::{Bytes, Data},
};
use futures::{StreamExt as _, future::LocalBoxFuture};
use sha2::{Digest, Sha256};
use std::{cell::RefCell, io::Write as _, rc::Rc};
use tempfile::SpooledTempFile;

/// Bytes kept in memory before the rest goes to disk.
const IN_MEMORY: usize = 1 << 20;
/// Bytes gathered before they are written.
const GATHERED: usize = 1 << 20;
/// Bytes beyond the limit that are still heard out.
const PATIENCE: u64 = 64 << 20;
/// The paths whose bodies go into a spool.
const SPOOLED: &str = "/v1/vacancies/import";

/// Whether the request's body goes into a spool.
pub fn is_spooled(request: &HttpRequest) -> bool {
    request.path() == SPOOLED
}

/// A body that was received.
#[derive(Clone)]
pub struct Spooled {
    file: Rc<RefCell<Option<SpooledTempFile>>>,
    hash: Bytes,
}

impl Spooled {
    /// What tells one body from another.
    pub fn hash(&self) -> &Bytes {
        &self.hash
    }

    /// Receives the whole body.
    ///
    /// # Errors
    /// 413 above the limit, 415 for an encoded one, 400 where it breaks off.
    pub async fn receive(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        let encoded = request.headers().get(header::CONTENT_ENCODING);
        if encoded.is_some_and(|value| value != "identity") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMediaType));
        }
        let app: Option<&Data<App>> = request.app_data();
        let app = app.ok_or_else(|| Problem::internal("the application is not mounted"))?;
        receive(&app.policy().imports, payload).await
    }
}

async fn receive(policy: &ImportPolicy, payload: &mut Payload) -> Result<Spooled, Problem> {
    let mut file = tempfile::spooled_tempfile_in(IN_MEMORY, &policy.spool);
    let (mut hash, mut gathered, mut length) = (Sha256::new(), Vec::new(), 0_u64);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, Code::BadRequest))?;
        length = length.saturating_add(chunk.len() as u64);
        if length > policy.max_bytes.saturating_add(PATIENCE) {
            break;
        }
        if length > policy.max_bytes {
            gathered = Vec::new();
            continue;
        }
        hash.update(&chunk);
        gathered.extend_from_slice(&chunk);
        if gathered.len() >= GATHERED {
            file = write(file, std::mem::take(&mut gathered)).await?;
        }
    }
    if length > policy.max_bytes {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge));
    }
    file = write(file, gathered).await?;
    Ok(Spooled { file: Rc::new(RefCell::new(Some(file))), hash: Bytes::copy_from_slice(&hash.finalize()) })
}

/// Writes on a thread that may wait for the disk.
async fn write(mut file: SpooledTempFile, bytes: Vec<u8>) -> Result<SpooledTempFile, Problem> {
    let task = tokio::task::spawn_blocking(move || file.write_all(&bytes).map(|()| file));
    let written = task.await.map_err(|_| Problem::internal("the spool's task broke off"))?;
    written.map_err(|error| Problem::internal(format!("the spool cannot be written: {error}")))
}

/// A file that was sent, with what kind it is.
pub struct Uploaded(pub Upload);

impl FromRequest for Uploaded {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let known = request.extensions().get::<Spooled>().cloned();
            let spooled = match known {
                Some(spooled) => spooled,
                None => Spooled::receive(&request, &mut payload).await?,
            };
            let unread = || Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMediaType);
            let format = FileFormat::from_content_type(&body::content_type(&request)).ok_or_else(unread)?;
            let file = spooled.file.borrow_mut().take();
            let file = file.ok_or_else(|| Problem::internal("a body was taken twice"))?;
            Ok(Self(Upload { file: Box::new(file), format }))
        })
    }
}
