package eu.volens.rights.signin;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Someone who signed in to the console, as their session remembers them; the password's hash is dropped once it was checked. */
public final class ConsoleUser implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String name;
    private final String role;
    private final long generation;
    private @Nullable String passwordHash;

    ConsoleUser(Account account) {
        this.id = account.id();
        this.name = account.name();
        this.role = account.role();
        this.generation = account.generation();
        this.passwordHash = account.passwordHash();
    }

    /** What events and commands name as who acted: a role or random, never a person's name. */
    public String id() {
        return id;
    }

    /** Which password the session was opened under; the account's own generation is higher after a change. */
    long generation() {
        return generation;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role));
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public String toString() {
        return name;
    }
}
