package eu.volens.ledger.consent;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.ledger.consent.ConsentBodies.DecisionAnswer;
import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.problem.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Sends commands to their records, and says what is wrong with one that is not carried out. */
@Component
final class ConsentSender {

    /** Two commands on one record from two instances at once: one of them is decided anew on what the other recorded. */
    private static final int ATTEMPTS_MAX = 4;

    private final CommandGateway commands;
    private final PostgresEventStorageEngine log;

    ConsentSender(CommandGateway commands, PostgresEventStorageEngine log) {
        this.commands = commands;
        this.log = log;
    }

    /**
     * Returns when what was decided is durable.
     *
     * @throws ErrorResponseException when the command is not carried out; nothing was recorded
     */
    Receipt send(ConsentCommand command) {
        return command instanceof RecordDecision decision && decision.beginsRecord()
                ? begin(decision).orElseGet(() -> sendToRecord(decision))
                : sendToRecord(command);
    }

    /** Empty when the record may be there already, and has to be read. */
    private Optional<Receipt> begin(RecordDecision decision) {
        try {
            return Optional.of(commands.sendAndWait(new BeginRecord(decision)));
        } catch (ConsentRejected | ConcurrencyException | ErasedPersonException mayBeARetry) {
            return Optional.empty();
        }
    }

    private Receipt sendToRecord(ConsentCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (ConsentRejected e) {
                throw problem(e.rejection());
            } catch (AggregateNotFoundException e) {
                throw unknownRecord();
            } catch (ErasedPersonException e) {
                return sendToRecord(withoutPerson(command));
            } catch (ConcurrencyException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw Problem.TRY_AGAIN.answer("The record is being changed from several places at once; send the request again.");
                }
            }
        }
    }

    /** Whoever was erased keeps the right to choose, and nothing more is kept of them. */
    private static ConsentCommand withoutPerson(ConsentCommand command) {
        return switch (command) {
            case RecordDecision it -> new RecordDecision(it.record(), it.site(), it.area(), it.given(), it.refused(), it.policyVersion(),
                    it.language(), it.layer(), it.method(), it.snapshot(), it.evidence().withoutPerson(), it.idempotencyKey(), it.at());
            case WithdrawConsent it -> new WithdrawConsent(it.record(), it.site(), it.area(), it.purposes(), it.language(),
                    it.evidence().withoutPerson(), it.idempotencyKey(), it.at());
            case LinkRecord _, UnlinkRecord _ -> throw Problem.PERSON_ERASED.answer("The person of this record was erased, and nothing personal is "
                    + "kept for it again; do not link it.");
        };
    }

    private static ErrorResponseException problem(Rejection rejection) {
        return switch (rejection) {
            case Rejection.UnknownRecord() -> unknownRecord();
            case Rejection.UnknownSite() -> Problem.UNKNOWN_SITE.answer("No site has this id; use one from the register.");
            case Rejection.UnknownArea() -> Problem.UNKNOWN_AREA.answer("The site has no area of this id; use one from the register.");
            case Rejection.UnknownLanguage(var known) ->
                    Problem.UNKNOWN_LANGUAGE.answer("The site does not speak this language; it speaks " + list(known) + ".");
            case Rejection.StalePolicy(var current) -> Problem.STALE_POLICY.answer("The visitor was shown a version of the policy "
                    + "that is not in force. Load the banner configuration again, show it, and ask again.",
                    Map.of("currentPolicyVersion", current));
            case Rejection.UnknownPurpose(var purpose) ->
                    Problem.UNKNOWN_PURPOSE.answer("No purpose is called '" + purpose + "'; use the ids of the banner configuration.");
            case Rejection.PurposeNotOffered(var purpose, var offered) -> Problem.PURPOSE_NOT_OFFERED.answer("Purpose '" + purpose
                    + "' is not asked about here; asked are: " + (offered.isEmpty() ? "none" : list(offered)) + ".");
            case Rejection.PurposeNamedTwice(var purpose) ->
                    Problem.PURPOSE_NAMED_TWICE.answer("Name purpose '" + purpose + "' once, in `given` or in `refused`.");
            case Rejection.PurposesUnanswered(var purposes) ->
                    Problem.PURPOSES_UNANSWERED.answer("Name these too, in `given` or in `refused`: " + list(purposes) + ".");
            case Rejection.NothingToDecide() ->
                    Problem.NOTHING_TO_DECIDE.answer("This area only informs; there is no decision to record. Send none.");
            case Rejection.MethodContradictsChoice(var method) -> Problem.METHOD_CONTRADICTS_CHOICE.answer(
                    "With method '" + method + "', nothing may be " + (method.equals("accept-all") ? "refused." : "given."));
            case Rejection.ForeignChoiceTooLate() -> Problem.FOREIGN_CHOICE_TOO_LATE.answer("The record has choices of its own; a choice made "
                    + "elsewhere can only begin one. Send it with a new record, or not at all.");
            case Rejection.ForeignChoiceExpired() -> Problem.FOREIGN_CHOICE_EXPIRED.answer("The choice is older than choices hold; ask again.");
            case Rejection.RecordOfOtherSite() -> Problem.RECORD_OF_OTHER_SITE.answer(
                    "This record belongs to another site; leave `record` out to begin one for this site.");
            case Rejection.IdempotencyKeyReused() ->
                    Problem.IDEMPOTENCY_KEY_REUSED.answer("Something else was sent under this key before; use a new random key.");
        };
    }

    private static String list(List<String> ids) {
        return String.join(", ", ids);
    }

    static ErrorResponseException unknownRecord() {
        return Problem.UNKNOWN_RECORD.answer("No consent record has this id; record a decision first.");
    }

    /** Carries out each for itself, those of one record in their order, and answers in the order given. */
    List<DecisionAnswer> sendAll(List<RecordDecision> commands) {
        var byRecord = commands.stream().collect(Collectors.groupingBy(RecordDecision::record, LinkedHashMap::new, Collectors.toList()));
        var begun = beginTogether(byRecord.values().stream().filter(ofOne -> ofOne.size() == 1).map(List::getFirst)
                .filter(it -> it.beginsRecord() && !it.evidence().hasPerson()).toList());
        var answers = sendEach(byRecord.values().stream().filter(ofOne -> !begun.containsKey(ofOne.getFirst().record())).toList());
        return commands.stream().map(it -> begun.containsKey(it.record()) ? DecisionAnswer.of(begun.get(it.record())) : answers.get(it)).toList();
    }

    /**
     * Receipts of the records that these began, now durable; the other records may be there already. One thread, and one wait for the disk.
     *
     * @param decisions without anything personal: somebody erased just then would fail them all
     */
    private Map<UUID, Receipt> beginTogether(List<RecordDecision> decisions) {
        Map<UUID, Receipt> begun = new HashMap<>();
        var conflicting = log.appendTogether(() -> decisions.forEach(it -> begin(it).ifPresent(receipt -> begun.put(it.record(), receipt))));
        begun.keySet().removeAll(conflicting);
        return begun;
    }

    /** Each record's decisions in their order, records side by side: they are read and written together. */
    private Map<RecordDecision, DecisionAnswer> sendEach(List<List<RecordDecision>> byRecord) {
        Map<RecordDecision, DecisionAnswer> answers = new ConcurrentHashMap<>();
        if (byRecord.isEmpty()) {
            return answers;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = byRecord.stream()
                    .map(ofOne -> CompletableFuture.runAsync(() -> ofOne.forEach(command -> answers.put(command, answer(command))), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).join();
            return answers;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private DecisionAnswer answer(RecordDecision command) {
        try {
            return DecisionAnswer.of(sendToRecord(command));
        } catch (ErrorResponseException e) {
            return DecisionAnswer.of(e.getBody());
        }
    }
}
