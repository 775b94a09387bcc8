package eu.volens.rights.signin;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code console_account}.
 *
 * @param id            what events name; a role or random, never a person's name
 * @param name          what is typed to sign in, lower case
 * @param role          {@code DPO}
 * @param generation    rises with every new password
 * @param firstPassword still the generated one
 * @param language      ISO 639-1, or null while the browser decides
 */
record Account(String id, String name, String passwordHash, String role, long generation, boolean firstPassword,
        @Nullable String language) {

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
