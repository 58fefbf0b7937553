//! Files become sources: walks the archive's folder, reads and decodes. The only module that reads articles from disk.
