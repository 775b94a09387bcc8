package eu.volens.rights.page;

import eu.volens.rights.organisation.Organisation;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page may name without its own code asking for it. */
@ControllerAdvice
class PageFrame {
    private final Organisation organisation;

    PageFrame(Organisation organisation) {
        this.organisation = organisation;
    }

    @ModelAttribute("organisation")
    Organisation organisation() {
        return organisation;
    }

    /** Name of the signed-in account; null for everybody else. */
    @ModelAttribute("account")
    @Nullable String account(@Nullable Principal user) {
        return user == null ? null : user.getName();
    }
}
