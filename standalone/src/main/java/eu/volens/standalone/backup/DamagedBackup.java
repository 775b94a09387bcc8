package eu.volens.standalone.backup;

/** A file that is not, or no longer, what a backup wrote. The message completes "the backup … cannot be used: ". */
final class DamagedBackup extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedBackup(String what) {
        super(what);
    }
}
