//! The models' files: where they are kept, and that they are the right ones.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::{Detector, Recogniser};

/// What `models.json` says: names, sizes and hashes.
const LIST: &str = include_str!("../models.json");

/// Why the models cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// A file is not there, or cannot be read: which.
    Missing(PathBuf),
    /// A file is not the one that this program was made for: which.
    Wrong(PathBuf),
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => write!(formatter, "{} is not there", path.display()),
            Self::Wrong(path) => write!(formatter, "{} is damaged, or of another version", path.display()),
        }
    }
}

impl std::error::Error for ModelError {}

/// Both models, ready to read.
pub struct Models {
    /// Finds text.
    pub detector: Detector,
    /// Reads it.
    pub recogniser: Recogniser,
}

impl Models {
    /// Loads the models that a folder holds, when their SHA-256 is the listed one.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let (path, bytes) = checked(folder, "detector")?;
        let detector = Detector::new(&bytes).map_err(|_| ModelError::Wrong(path))?;
        let (path, bytes) = checked(folder, "recogniser")?;
        let recogniser = Recogniser::new(&bytes).map_err(|_| ModelError::Wrong(path))?;
        Ok(Self { detector, recogniser })
    }
}

fn checked(folder: &Path, id: &str) -> Result<(PathBuf, Vec<u8>), ModelError> {
    let list: serde_json::Value = serde_json::from_str(LIST).unwrap_or_default();
    let listed = list["models"].as_array().into_iter().flatten().find(|model| model["id"] == id);
    let text = |name: &str| listed.and_then(|model| model[name].as_str()).unwrap_or_default();
    let path = folder.join(text("file"));
    let length = std::fs::metadata(&path).map_err(|_| ModelError::Missing(path.clone()))?.len();
    if listed.and_then(|model| model["bytes"].as_u64()) != Some(length) {
        return Err(ModelError::Wrong(path));
    }
    let bytes = std::fs::read(&path).map_err(|_| ModelError::Missing(path.clone()))?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if digest == text("sha256") { Ok((path, bytes)) } else { Err(ModelError::Wrong(path)) }
}

/// Where the models are kept when nobody names another place: `SLIPCHECK_MODELS`, or `slipcheck/models` in the user's
/// folder for caches. `None` when the system tells none.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("SLIPCHECK_MODELS") {
        return Some(folder);
    }
    let caches = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Caches"))
    } else {
        named("XDG_CACHE_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| named("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("slipcheck").join("models"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_both() {
        let nowhere = Path::new("no-such-folder");
        for id in ["detector", "recogniser"] {
            let Err(ModelError::Missing(path)) = checked(nowhere, id) else { panic!("{id}") };
            assert!(path.extension().is_some_and(|extension| extension == "onnx"), "{path:?}");
        }
        let list: serde_json::Value = serde_json::from_str(LIST).unwrap();
        for model in list["models"].as_array().unwrap() {
            assert_eq!(model["sha256"].as_str().unwrap().len(), 64);
            assert!(model["bytes"].as_u64().unwrap() > 1_000_000);
        }
    }
}
