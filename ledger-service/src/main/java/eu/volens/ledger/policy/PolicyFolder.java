package eu.volens.ledger.policy;

import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.InvalidRegister;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.register.RegisterFolder;
import eu.volens.ledger.register.Site;
import eu.volens.ledger.wording.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The controller's folder, read anew each time: what could be published next. */
public final class PolicyFolder {

    private final Path controllers;
    private final String controller;
    private final Wording wording;

    /** @param controllers the folder that holds one folder per controller */
    public PolicyFolder(Path controllers, String controller, Wording wording) {
        this.controllers = controllers;
        this.controller = controller;
        this.wording = wording;
    }

    /** @throws InvalidRegister with every problem found */
    public CookieRegister register() {
        return RegisterFolder.read(controllers, controller, Wording.LANGUAGES);
    }

    /** What a register that was read here would show, site by site. */
    public List<Policy> policies(CookieRegister register) {
        return register.sites().stream().map(site -> policy(register, site)).toList();
    }

    /**
     * @return empty when no site of the folder has this id
     * @throws InvalidRegister with every problem found
     */
    public Optional<Policy> policy(String siteId) {
        var register = register();
        return register.site(siteId).map(site -> policy(register, site));
    }

    private Policy policy(CookieRegister register, Site site) {
        return Policy.of(register, site, wording.shownToVisitors(register.controller().languages()));
    }
}
