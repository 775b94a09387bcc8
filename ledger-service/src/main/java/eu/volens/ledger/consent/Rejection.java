package eu.volens.ledger.consent;

import java.util.List;

/** Why a command on a consent record is not carried out. Nothing is recorded then. */
public sealed interface Rejection {

    record UnknownRecord() implements Rejection {}

    record UnknownSite() implements Rejection {}

    record UnknownArea() implements Rejection {}

    record UnknownLanguage(List<String> known) implements Rejection {}

    /** The visitor was shown a version that was never in force, or that a material change has followed. */
    record StalePolicy(String currentPolicyVersion) implements Rejection {}

    record UnknownPurpose(String purpose) implements Rejection {}

    /** The purpose exists, but this area does not ask about it; a necessary purpose is never asked about. */
    record PurposeNotOffered(String purpose, List<String> offered) implements Rejection {}

    record PurposeNamedTwice(String purpose) implements Rejection {}

    /** The area asks about more than was answered: neither a yes nor a no may be made up. */
    record PurposesUnanswered(List<String> purposes) implements Rejection {}

    /** The area only informs. */
    record NothingToDecide() implements Rejection {}

    /** Such as closing the banner, which refuses, with something given. */
    record MethodContradictsChoice(String method) implements Rejection {}

    /** The record has choices of its own. */
    record ForeignChoiceTooLate() implements Rejection {}

    /** It was made longer ago than choices hold. */
    record ForeignChoiceExpired() implements Rejection {}

    record RecordOfOtherSite() implements Rejection {}

    /** The key was used before, for something else. */
    record IdempotencyKeyReused() implements Rejection {}
}
