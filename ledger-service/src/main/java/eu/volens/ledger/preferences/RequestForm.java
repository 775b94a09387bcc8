package eu.volens.ledger.preferences;

import java.util.Optional;
import java.util.UUID;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The rights service's form, where a person asks for their data and brings their record along.
 *
 * @param rightsUrl as people reach that service, without a final slash; blank where it is not told, and people write a mail
 */
public record RequestForm(String rightsUrl) {

    Optional<String> of(UUID record, String language) {
        return rightsUrl.isBlank() ? Optional.empty() : Optional.of(UriComponentsBuilder.fromUriString(rightsUrl).path("/request")
                .queryParam("record", record).queryParam("lang", language).encode().toUriString());
    }
}
