package eu.volens.eventstore;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator says the master key rests: the settings {@code volens.master-key.…} of every service that has one.
 *
 * @param kind  {@code file}, {@code environment} or {@code vault}
 * @param vault read for {@code vault} only
 */
public record MasterKeyPlace(String kind, Vault vault) {

    /** The environment variable of {@code environment}. */
    public static final String VARIABLE = "VOLENS_MASTER_KEY";
    private static final String KIND = "volens.master-key.kind";
    private static final String VAULT = "volens.master-key.vault.";

    /**
     * Vault's Transit engine.
     *
     * @param address   such as {@code https://vault.example.eu:8200}
     * @param mount     of the engine
     * @param key       name of the key, which is made in Vault beforehand
     * @param namespace blank where there are none
     * @param token     blank when it is in a file
     * @param tokenFile blank when the token is given
     */
    public record Vault(String address, String mount, String key, String namespace, String token, String tokenFile) {

        /** Never the token. */
        @Override
        public String toString() {
            return address + "/v1/" + mount + ", key " + key;
        }
    }

    /** A setting that cannot be used: which, what it is unless secret, and why. */
    public static final class Unusable extends Exception {

        private final String property;
        private final String value;

        Unusable(String property, String value, String why) {
            super(why);
            this.property = property;
            this.value = value;
        }

        public String property() {
            return property;
        }

        public String value() {
            return value;
        }
    }

    /**
     * Opens the master key.
     *
     * @param file     for {@code file}: created when there is none
     * @param variable for {@code environment}: the content of {@link #VARIABLE}, null when it is not set
     */
    public MasterKey open(Path file, @Nullable String variable, SecureRandom random) throws Unusable {
        return switch (kind) {
            case "file" -> inFile(file, random);
            case "environment" -> inVariable(variable, random);
            case "vault" -> inVault();
            default -> throw new Unusable(KIND, kind, "it must be file, environment or vault");
        };
    }

    private static MasterKey inFile(Path file, SecureRandom random) throws Unusable {
        try {
            return FileMasterKey.openOrCreate(file, random);
        } catch (FileSystemException e) {
            throw new Unusable("volens.master-key-file", file.toString(), "the file cannot be read or written");
        } catch (IOException e) {
            throw new Unusable("volens.master-key-file", file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private MasterKey inVariable(@Nullable String variable, SecureRandom random) throws Unusable {
        if (variable == null || variable.isBlank()) {
            throw new Unusable(KIND, kind, VARIABLE + " is not set; put the lines of a master key file into it");
        }
        try {
            return KeyRing.read(variable, VARIABLE, random);
        } catch (IOException e) {
            throw new Unusable(KIND, kind, String.valueOf(e.getMessage()));
        }
    }

    private MasterKey inVault() throws Unusable {
        VaultMasterKey.Place place = new VaultMasterKey.Place(address(), name("mount", vault.mount()), name("key", vault.key()),
                vault.namespace(), token(), tokenFile());
        try {
            return VaultMasterKey.open(place);
        } catch (MasterKeyUnavailableException | MasterKeyRefusedException e) {
            throw new Unusable(VAULT + "address", vault.address(), String.valueOf(e.getMessage()));
        }
    }

    private URI address() throws Unusable {
        if (!vault.address().matches("https?://[^/\\s?#@]+")) {
            throw new Unusable(VAULT + "address", vault.address(), "it must be an address such as https://vault.example.eu:8200, without a path");
        }
        try {
            return URI.create(vault.address());
        } catch (IllegalArgumentException e) {
            throw new Unusable(VAULT + "address", vault.address(), "it must be an address such as https://vault.example.eu:8200, without a path");
        }
    }

    private static String name(String setting, String name) throws Unusable {
        if (!name.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")) {
            throw new Unusable(VAULT + setting, name, "it must be a name of letters, digits, dots, dashes and underscores");
        }
        return name;
    }

    private String token() throws Unusable {
        if (vault.token().isBlank() == vault.tokenFile().isBlank()) {
            throw new Unusable(VAULT + "token-file", vault.tokenFile(), "set either it or " + VAULT + "token");
        }
        if (!vault.token().matches("[\\x21-\\x7e]*")) {
            throw new Unusable(VAULT + "token", "not shown", "a token has no spaces and no other characters than ASCII");
        }
        return vault.token();
    }

    private @Nullable Path tokenFile() throws Unusable {
        try {
            return vault.tokenFile().isBlank() ? null : Path.of(vault.tokenFile()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Unusable(VAULT + "token-file", vault.tokenFile(), e.getReason());
        }
    }
}
