package eu.volens.rights.signin;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Sign-in was not even tried: too many failures before it. Says nothing on whether name or password would have been right. */
final class TooManyAttempts extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    TooManyAttempts(Duration wait) {
        super("too many attempts");
        this.wait = wait;
    }

    Duration untilNext() {
        return wait;
    }
}
