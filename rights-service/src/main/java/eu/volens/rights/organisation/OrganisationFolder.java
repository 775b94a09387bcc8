package eu.volens.rights.organisation;

import eu.volens.rights.deadline.DeadlineLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a controller's folder. Everything is checked at once, so that a mistake is met at the start and not in a person's letter. */
public final class OrganisationFolder {

    private static final Duration DOWNLOAD_LINK_MAX = Duration.ofDays(7);
    private static final String ADDRESS = "[^@\\s<>,;\"]+@[^@\\s<>,;\"]+";
    private static final int ESCALATION_ADDRESSES_MAX = 10;
    /** The shortest month has one day more. */
    private static final int INTERNAL_TARGET_DAYS_MAX = 27;
    private static final Set<String> MAY_BE_EMPTY = Set.of("holders", "recipients");

    /** Files that other services own may say more than is needed here; the file of this service may not: a typing error would be lost. */
    private static final YAMLMapper LENIENT =
            YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final YAMLMapper STRICT =
            YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path folder;

    private OrganisationFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws InvalidOrganisation when a file is missing, unreadable, or lacks something that a person would be told */
    public static Organisation read(Path folder) {
        return new OrganisationFolder(folder).read();
    }

    private Organisation read() {
        ControllerFile controller = file("controller.yaml", ControllerFile.class, LENIENT);
        RightsFile rights = file("rights.yaml", RightsFile.class, STRICT);
        check(controller, rights);
        return new Organisation(controller.id(), controller.name(), zone(controller.zone()), List.copyOf(controller.languages()),
                controller.address(), controller.contacts().mail(), controller.privacyStatement(), controller.authority(),
                List.copyOf(controller.recipients()), purposes(controller.languages()), areas(controller.languages()),
                new Organisation.Rules(rights.calendar(), rights.identityLink(), rights.downloadLink(),
                        List.copyOf(rights.holders()), rights.information(), rights.remedy(),
                        Objects.requireNonNullElse(rights.internalTarget(), DeadlineLaw.INTERNAL_TARGET_DEFAULT),
                        escalation(controller.contacts().mail(), rights.escalation()), waits(rights.waits()),
                        List.copyOf(Objects.requireNonNullElse(rights.notices(), List.of()))));
    }

    private record ControllerFile(String id, String name, String zone, List<String> languages, Wording address,
            Contacts contacts, String privacyStatement, Organisation.Authority authority,
            List<Organisation.Recipient> recipients) {}

    private record Contacts(String mail) {}

    private record RightsFile(String calendar, Duration identityLink, Duration downloadLink,
            List<Organisation.Holder> holders, Organisation.Information information, Wording remedy, @Nullable Period internalTarget,
            @Nullable Escalation escalation, @Nullable Waits waits, @Nullable List<Organisation.Notice> notices) {}

    private record Escalation(@Nullable List<String> dpo, @Nullable List<String> above) {}

    private record Waits(@Nullable Duration person, @Nullable Duration download, @Nullable Duration bounce) {}

    private record PurposesFile(List<Named> purposes) {}

    private record SitesFile(List<Site> sites) {}

    private record Site(String id, @Nullable List<Named> areas) {}

    private record Named(String id, Wording name) {}

    private Map<String, Wording> purposes(List<String> languages) {
        Map<String, Wording> names = new LinkedHashMap<>();
        for (Named purpose : file("purposes.yaml", PurposesFile.class, LENIENT).purposes()) {
            spoken("purposes.yaml", "name of " + purpose.id(), purpose.name(), languages);
            names.put(purpose.id(), purpose.name());
        }
        return Map.copyOf(names);
    }

    private Map<String, Wording> areas(List<String> languages) {
        Map<String, Wording> names = new LinkedHashMap<>();
        for (Site site : file("sites.yaml", SitesFile.class, LENIENT).sites()) {
            for (Named area : Objects.requireNonNullElse(site.areas(), List.<Named>of())) {
                spoken("sites.yaml", "name of " + area.id(), area.name(), languages);
                names.put(site.id() + "/" + area.id(), area.name());
            }
        }
        return Map.copyOf(names);
    }

    private void check(ControllerFile controller, RightsFile rights) {
        present("controller.yaml", "id", controller.id());
        present("controller.yaml", "name", controller.name());
        present("controller.yaml", "zone", controller.zone());
        present("controller.yaml", "privacyStatement", controller.privacyStatement());
        present("controller.yaml", "languages", controller.languages());
        present("controller.yaml", "contacts.mail", controller.contacts() == null ? null : controller.contacts().mail());
        present("controller.yaml", "authority", controller.authority());
        present("controller.yaml", "recipients", controller.recipients());
        present("rights.yaml", "calendar", rights.calendar());
        present("rights.yaml", "holders", rights.holders());
        present("rights.yaml", "information", rights.information());
        present("rights.yaml", "identityLink", rights.identityLink());
        present("rights.yaml", "downloadLink", rights.downloadLink());
        if (rights.downloadLink().compareTo(DOWNLOAD_LINK_MAX) > 0) {
            throw wrong("rights.yaml", "downloadLink is longer than seven days; a link to personal data must end sooner");
        }
        checkTarget(rights.internalTarget());
        if (!controller.contacts().mail().matches(ADDRESS)) {
            throw wrong("controller.yaml", "contacts.mail is not a mail address: " + controller.contacts().mail());
        }
        Objects.requireNonNullElse(rights.notices(), List.<Organisation.Notice>of()).forEach(notice -> checkNotice(controller, notice));
        checkWordings(controller, rights);
    }

    private void checkTarget(@Nullable Period target) {
        if (target != null && (target.toTotalMonths() != 0 || target.getDays() < 0 || target.getDays() > INTERNAL_TARGET_DAYS_MAX)) {
            throw wrong("rights.yaml", "internalTarget is not between P0D and P" + INTERNAL_TARGET_DAYS_MAX + "D: " + target);
        }
    }

    /** Not the privacy mailbox: a reminder there would be a new request. */
    private Organisation.Escalation escalation(String privacyMailbox, @Nullable Escalation written) {
        if (written == null) {
            return Organisation.Escalation.NOBODY;
        }
        List<String> dpo = Objects.requireNonNullElse(written.dpo(), List.of());
        List<String> above = Objects.requireNonNullElse(written.above(), List.of());
        for (String address : Stream.concat(dpo.stream(), above.stream()).toList()) {
            if (!address.matches(ADDRESS)) {
                throw wrong("rights.yaml", "escalation: not a mail address: " + address);
            }
            if (address.equalsIgnoreCase(privacyMailbox)) {
                throw wrong("rights.yaml", "escalation: " + address + " is the privacy mailbox, where a reminder would open a case");
            }
        }
        if (dpo.size() > ESCALATION_ADDRESSES_MAX || above.size() > ESCALATION_ADDRESSES_MAX) {
            throw wrong("rights.yaml", "escalation: more than " + ESCALATION_ADDRESSES_MAX + " addresses; use a list's address");
        }
        return new Organisation.Escalation(dpo, above);
    }

    private Organisation.Waits waits(@Nullable Waits written) {
        Organisation.Waits usual = Organisation.Waits.USUAL;
        return written == null ? usual : new Organisation.Waits(wait("person", written.person(), usual.person()),
                wait("download", written.download(), usual.download()), wait("bounce", written.bounce(), usual.bounce()));
    }

    private Duration wait(String name, @Nullable Duration written, Duration usual) {
        if (written != null && (written.isNegative() || written.isZero())) {
            throw wrong("rights.yaml", "waits." + name + " is not longer than nothing: " + written);
        }
        return written == null ? usual : written;
    }

    private void checkNotice(ControllerFile controller, Organisation.Notice notice) {
        if (controller.recipients().stream().noneMatch(recipient -> recipient.id().equals(notice.recipient()))) {
            throw wrong("rights.yaml", "notices names the recipient " + notice.recipient() + ", which controller.yaml does not list");
        }
        if (notice.mail() == null || !notice.mail().matches(ADDRESS)) {
            throw wrong("rights.yaml", "the notice to " + notice.recipient() + " needs a mail address");
        }
        if (!controller.languages().contains(notice.language())) {
            throw wrong("rights.yaml", "the notice to " + notice.recipient() + " needs a language of the controller: " + controller.languages());
        }
    }

    private void checkWordings(ControllerFile controller, RightsFile rights) {
        Map<String, @Nullable Wording> ofController = new LinkedHashMap<>();
        ofController.put("address", controller.address());
        ofController.put("authority.name", controller.authority().name());
        ofController.put("authority.address", controller.authority().address());
        ofController.put("authority.complaint", controller.authority().complaint());
        controller.recipients().forEach(recipient -> ofController.put("what " + recipient.id() + " receives", recipient.receives()));
        ofController.forEach((what, wording) -> spoken("controller.yaml", what, wording, controller.languages()));

        Organisation.Information information = rights.information();
        Map<String, @Nullable Wording> ofRights = new LinkedHashMap<>();
        ofRights.put("remedy", rights.remedy());
        ofRights.put("information.purposes", information.purposes());
        ofRights.put("information.categories", information.categories());
        ofRights.put("information.recipients", information.recipients());
        ofRights.put("information.retention", information.retention());
        ofRights.put("information.rights", information.rights());
        ofRights.put("information.source", information.source());
        ofRights.put("information.decisions", information.decisions());
        ofRights.put("information.transfers", information.transfers());
        for (Organisation.Holder holder : rights.holders()) {
            ofRights.put("name of " + holder.id(), holder.name());
            ofRights.put("what " + holder.id() + " holds", holder.holds());
        }
        ofRights.forEach((what, wording) -> spoken("rights.yaml", what, wording, controller.languages()));
    }

    private void spoken(String file, String what, @Nullable Wording wording, List<String> languages) {
        List<String> missing = new ArrayList<>(languages);
        missing.removeIf(language -> wording != null && !wording.texts().getOrDefault(language, "").isBlank());
        if (!missing.isEmpty()) {
            throw wrong(file, what + " is missing in " + String.join(", ", missing));
        }
    }

    private void present(String file, String what, @Nullable Object value) {
        boolean empty = value == null || value instanceof String text && text.isBlank()
                || value instanceof List<?> list && list.isEmpty() && !MAY_BE_EMPTY.contains(what);
        if (empty) {
            throw wrong(file, what + " is missing");
        }
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw wrong("controller.yaml", "zone is not an IANA time zone: " + name);
        }
    }

    private <T> T file(String name, Class<T> type, YAMLMapper mapper) {
        Path file = folder.resolve(name);
        try {
            T read = mapper.readValue(Files.readString(file), type);
            if (read == null) {
                throw wrong(name, "is empty");
            }
            return read;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new InvalidOrganisation(file + (at == null ? "" : " line " + at.getLineNr()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidOrganisation(file + " cannot be read; does volens.controllers-dir point to the controllers folder?", e);
        }
    }

    private InvalidOrganisation wrong(String file, String what) {
        return new InvalidOrganisation(folder.resolve(file) + ": " + what);
    }
}
