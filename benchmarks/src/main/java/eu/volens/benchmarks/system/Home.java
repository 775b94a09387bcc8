package eu.volens.benchmarks.system;

import java.nio.file.Path;

/** Where this repository lies, as the launcher tells; without it, the current folder is taken for it. */
public final class Home {

    private Home() {}

    public static Path resolve(String path) {
        return Path.of(System.getProperty("volens.home", ".")).toAbsolutePath().normalize().resolve(path);
    }

    public static Path controllers() {
        return resolve(System.getProperty("volens.controllers-dir", "controllers"));
    }

    public static String controller() {
        return System.getProperty("volens.controller", "belgian-mobile-id");
    }
}
