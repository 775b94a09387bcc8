package eu.volens.rights.answer;

import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.LeftOut;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes into a package, in clear.
 *
 * @param message the person's own message; empty when it could not be read
 * @param found   what each holder answered
 * @param madeAt  when the DPO approved, which is also the time every file of the package bears
 */
public record AnswerContent(CaseFacts facts, String name, String address, List<String> consentRecords, Optional<Message> message,
        List<Found> found, Instant madeAt) {

    /** What the person wrote. */
    public record Message(Instant arrivedAt, String subject, String text, List<String> attachments) {}

    /**
     * One holder's answer.
     *
     * @param bytes   as it came, unaltered; null when something of it is left out
     * @param leftOut how many records are left out
     */
    public record Found(HolderAnswer answer, byte @Nullable [] bytes, int leftOut) {

        public Found(HolderAnswer answer, byte[] bytes) {
            this(answer, bytes, 0);
        }

        /** A holder that is left out whole says nothing of what it does not hold either. */
        private Found without(LeftOut what) {
            List<ConsentRecord> kept = answer.records().stream().filter(record -> !what.holds(answer.holder(), record.record())).toList();
            int fewer = answer.records().size() - kept.size();
            return fewer == 0 ? this : new Found(new HolderAnswer(answer.holder(), answer.asOf(), kept,
                    what.holds(answer.holder()) ? List.of() : answer.notFound()), null, fewer);
        }

        private Stream<UUID> records() {
            return answer.records().stream().map(ConsentRecord::record);
        }
    }

    /** How many records are left out. */
    int leftOut() {
        return found.stream().mapToInt(Found::leftOut).sum();
    }

    /**
     * As the person gets it: nothing is written from what was decided to be left out. Their own words stay theirs, whatever they name.
     *
     * @throws IncompletePackage when something was to be left out that was not found, so that nobody knows what else it may be called
     */
    AnswerContent asGiven() {
        LeftOut what = facts.leftOut();
        long unknown = what.items().stream().filter(item -> found.stream().noneMatch(one -> one.records().anyMatch(record ->
                item.equals(one.answer().holder()) || item.equals(LeftOut.record(one.answer().holder(), record))))).count();
        if (unknown > 0) {
            throw IncompletePackage.leavingOut(unknown);
        }
        List<Found> given = found.stream().map(one -> one.without(what)).toList();
        Set<String> gone = records(found);
        gone.removeAll(records(given));
        List<String> named = consentRecords.stream().filter(record -> !gone.contains(record)).toList();
        return new AnswerContent(facts, name, address, named, message, given, madeAt);
    }

    private static Set<String> records(List<Found> found) {
        return found.stream().flatMap(Found::records).map(UUID::toString).collect(Collectors.toCollection(HashSet::new));
    }
}
