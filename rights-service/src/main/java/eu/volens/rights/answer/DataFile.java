package eu.volens.rights.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.Right;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code data.json}: the package for a machine, as {@code schema.json} describes it. Members stand in the order of the schema. */
final class DataFile {

    static final String FORMAT = "volens-access-package/1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(always -> always.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private DataFile() {}

    static byte[] of(AnswerContent content, Organisation organisation) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", FORMAT);
        file.put("case", caseOf(content.facts()));
        file.put("controller", controller(organisation, content.facts().language()));
        file.put("person", ordered("name", content.name(), "address", content.address()));
        content.message().ifPresent(message -> file.put("request", ordered("arrivedAt", message.arrivedAt(), "subject", message.subject(),
                "text", message.text(), "attachments", message.attachments(), "consentRecords", content.consentRecords())));
        file.put("holders", content.found().stream().map(DataFile::holder).toList());
        file.put("information", information(organisation, content.facts().language()));
        return JSON.writeValueAsBytes(file);
    }

    private static Map<String, Object> holder(AnswerContent.Found found) {
        HolderAnswer answer = found.answer();
        Map<String, Object> holder = ordered("holder", answer.holder(), "asOf", answer.asOf(), "records", answer.records(),
                "notFound", answer.notFound());
        if (found.leftOut() > 0) {
            holder.put("leftOut", found.leftOut());
        }
        return holder;
    }

    private static Map<String, Object> caseOf(CaseFacts facts) {
        return ordered("number", facts.caseNumber(), "rights", facts.rights().stream().map(Right::wireName).toList(),
                "language", facts.language(), "receivedAt", facts.receivedAt(), "receivedOn", facts.deadline().receivedOn(),
                "dueOn", facts.deadline().dueOn());
    }

    private static Map<String, Object> controller(Organisation organisation, String language) {
        return ordered("name", organisation.name(), "address", organisation.address().in(language), "mail", organisation.mail(),
                "privacyStatement", organisation.privacyStatement());
    }

    private static Map<String, Object> information(Organisation organisation, String language) {
        Organisation.Information information = organisation.rules().information();
        Organisation.Authority authority = organisation.authority();
        return ordered("purposes", information.purposes().in(language), "categories", information.categories().in(language),
                "recipients", ordered("explanation", information.recipients().in(language), "named", organisation.recipients().stream()
                        .map(recipient -> ordered("name", recipient.name(), "receives", recipient.receives().in(language))).toList()),
                "retention", information.retention().in(language), "rights", information.rights().in(language),
                "complaint", ordered("authority", authority.name().in(language), "address", authority.address().in(language),
                        "link", authority.complaint().in(language), "remedy", organisation.rules().remedy().in(language)),
                "source", information.source().in(language), "decisions", information.decisions().in(language),
                "transfers", information.transfers().in(language));
    }

    /** Names and values by turns. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** What was left out stands in it, so that a holder's file that is missing is missed by nobody. */
    static byte[] manifest(AnswerContent content, String nonce, List<Map<String, Object>> files) {
        Map<String, Object> manifest = ordered("format", "volens-package-manifest/1", "case", content.facts().caseNumber(), "nonce", nonce,
                "files", files);
        if (content.leftOut() > 0) {
            manifest.put("leftOut", content.found().stream().filter(found -> found.leftOut() > 0)
                    .map(found -> ordered("holder", found.answer().holder(), "records", found.leftOut())).toList());
        }
        return JSON.writeValueAsBytes(manifest);
    }

    static Map<String, Object> entry(String name, String sha256, int bytes) {
        return ordered("name", name, "sha256", sha256, "bytes", bytes);
    }
}
