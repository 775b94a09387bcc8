package eu.volens.rights.mailbox;

import static eu.volens.rights.request.Right.ACCESS;
import static eu.volens.rights.request.Right.ERASURE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {

    @Test
    void anAnswerThatAsksForNothingIsNoRequestOfItsOwn() {
        for (Status status : Status.values()) {
            assertThat(Intake.asksAnew(List.of(), List.of(ACCESS), status)).as(status.name()).isFalse();
        }
    }

    @Test
    void whatAnOpenCaseIsAboutIsPartOfIt() {
        assertThat(Intake.asksAnew(List.of(ACCESS), List.of(ACCESS), Status.AWAITING_IDENTITY)).isFalse();
        assertThat(Intake.asksAnew(List.of(ACCESS), List.of(ACCESS, ERASURE), Status.IN_REVIEW)).isFalse();
        assertThat(Intake.asksAnew(List.of(Right.OBJECTION), List.of(), Status.RECEIVED)).as("it says what was meant").isFalse();
    }

    @Test
    void anotherRightOrAnyRightAfterTheEndIsARequestWithAMonthOfItsOwn() {
        assertThat(Intake.asksAnew(List.of(ERASURE), List.of(ACCESS), Status.ANSWERED)).isTrue();
        assertThat(Intake.asksAnew(List.of(ACCESS, ERASURE), List.of(ACCESS), Status.RECEIVED)).isTrue();
        assertThat(Intake.asksAnew(List.of(ACCESS), List.of(ACCESS), Status.CLOSED)).isTrue();
        assertThat(Intake.asksAnew(List.of(ACCESS), List.of(), Status.CLOSED)).isTrue();
    }
}
