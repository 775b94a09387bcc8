package eu.volens.rights.console;

import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.Organisation.Holder;
import eu.volens.rights.organisation.Wording;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the controller calls its purposes, areas and data holders. An id nobody named stands for itself.
 * Templates call it {@code @names}.
 */
@Component("names")
public class Names {
    private final Organisation organisation;

    Names(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Such as {@code functional, analytics} in words, joined by commas. */
    public String purposes(List<String> ids, Locale language) {
        return ids.stream().map(id -> in(organisation.purposes().get(id), language, id)).collect(Collectors.joining(", "));
    }

    /** Such as {@code itsme-id · business}. */
    public String area(String site, String area, Locale language) {
        return site + " · " + in(organisation.areas().get(site + "/" + area), language, area);
    }

    public String holder(String id, Locale language) {
        return organisation.rules().holders().stream().filter(holder -> holder.id().equals(id)).findFirst()
                .map(Holder::name).map(name -> in(name, language, id)).orElse(id);
    }

    private static String in(@Nullable Wording wording, Locale language, String id) {
        return wording == null ? id : wording.texts().getOrDefault(language.getLanguage(), id);
    }
}
