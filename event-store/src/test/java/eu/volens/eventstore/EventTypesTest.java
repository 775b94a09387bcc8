package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {

    record NobodysName(Personal<String> name) {}

    record TwoPersons(PersonId one, PersonId other, Personal<String> name) {}

    record Named(PersonId person, Personal<String> name) {}

    @ParameterizedTest
    @ValueSource(strings = {"eu.volens.Named", "consent.given", "consent.given/0", "Consent.given/1", "consent/1", ""})
    void onlyOurOwnVersionedNamesAreAccepted(String name) {
        assertThatThrownBy(() -> EventTypes.builder().type(name, Named.class)).hasMessageContaining("Not a stored type name");
    }

    @Test
    void personalComponentsNeedExactlyOnePerson() {
        assertThatThrownBy(() -> EventTypes.builder().type("a.b/1", NobodysName.class)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> EventTypes.builder().type("a.b/1", TwoPersons.class)).hasMessageContaining("not 2");
    }

    @Test
    void aNameOrAClassIsRegisteredOnce() {
        assertThatThrownBy(() -> EventTypes.builder().type("a.b/1", Named.class).type("a.b/2", Named.class)).hasMessageContaining("already");
    }

    @Test
    void anUnregisteredEventAndAnUnknownNameAreClearErrors() {
        EventTypes types = EventTypes.builder().type("a.b/1", Named.class).build();
        assertThatThrownBy(() -> types.shapeOf("text")).hasMessageContaining("no stored type name");
        assertThatThrownBy(() -> types.shape("a.b/2")).hasMessageContaining("run a newer version");
    }

    record Loan(String book, @Nullable Boolean returned) {}

    @Test
    void anOlderShapeIsReadAsTheNewerOneAndWrittenAsTheNewerOne() {
        EventTypes types = EventTypes.builder().type("loan.lent/2", Loan.class).formerly("loan.lent/1", Loan.class).build();

        assertThat(types.shape("loan.lent/1").join("{\"book\":\"Emma\"}", null)).isEqualTo(new Loan("Emma", null));
        assertThat(types.shapeOf(new Loan("Emma", true)).type()).isEqualTo("loan.lent/2");
        assertThatThrownBy(() -> EventTypes.builder().formerly("loan.lent/1", Loan.class)).hasMessageContaining("no newer name");
    }

    @Test
    void anErasedValueIsNeverWrittenAgain() {
        EventTypes types = EventTypes.builder().type("a.b/1", Named.class).build();
        Named erased = new Named(new PersonId(UUID.randomUUID()), Personal.erased());
        assertThatThrownBy(() -> types.shapeOf(erased).divide(erased)).hasMessageContaining("erased value cannot be written");
    }

    @Test
    void aPersonalValueNeverShowsInText() {
        assertThat(Personal.of("Ada Lovelace")).hasToString("Personal[sealed]");
        assertThat("" + new Named(new PersonId(new UUID(0, 0)), Personal.of("Ada Lovelace"))).doesNotContain("Ada");
    }
}
