package eu.volens.rights.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the address names does not exist; the person sees the page for 404. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchPage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoSuchPage() {
        super("no such page", null, false, false);
    }
}
