package eu.volens.rights.gallery;

import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.eventstore.erasure.PersonEvent.Purged;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every invented case has a person of its own; one was erased, two are held, and what is done to the others is remembered. */
final class InventedDesk implements ErasureDesk {

    private final Cases cases;
    private final Map<UUID, Hold> holds = new HashMap<>();
    private final Map<UUID, Certificate> erased = new HashMap<>();

    InventedDesk(Cases cases) {
        this.cases = cases;
        holds.put(InventedCases.CLOSED_BY_HAND, new Hold(InventedCases.id(901), HoldGround.LEGAL_CLAIMS, Personal.of(InventedCases.HOSTILE), "dpo",
                InventedCases.at(3, 9)));
        holds.put(InventedCases.COLLECTING, new Hold(InventedCases.id(903), HoldGround.RESTRICTION, Personal.of("asked for it by phone"), "dpo",
                InventedCases.at(2, 9)));
        erased.put(InventedCases.CLOSED_ERASED, certificate("dpo"));
    }

    private static Certificate certificate(String by) {
        return new Certificate(1041, InventedCases.at(1, 9), by, List.of(new Purged("event_log", 4), new Purged("letter", 2)));
    }

    @Override
    public synchronized Optional<Standing> find(UUID caseId) {
        return cases.find(caseId).map(file -> new Standing(erased.containsKey(caseId) ? List.of() : List.copyOf(hold(caseId)),
                List.of(file.caseNumber()), open(file), erased.get(caseId)));
    }

    private List<Hold> hold(UUID caseId) {
        return Optional.ofNullable(holds.get(caseId)).map(List::of).orElse(List.of());
    }

    private static List<String> open(CaseFile file) {
        return file.status() == Status.CLOSED ? List.of() : List.of(file.caseNumber());
    }

    @Override
    public synchronized Optional<Refused> placeHold(UUID caseId, HoldGround ground, String reason, String by) {
        if (erased.containsKey(caseId)) {
            return Optional.of(Refused.ERASED);
        }
        holds.put(caseId, new Hold(InventedCases.id(902), ground, Personal.of(reason), by, InventedCases.at(0, 9)));
        return Optional.empty();
    }

    @Override
    public synchronized Optional<Refused> liftHold(UUID caseId, UUID hold, String by) {
        return holds.remove(caseId) == null ? Optional.of(Refused.NO_SUCH_HOLD) : Optional.empty();
    }

    @Override
    public synchronized Optional<Refused> erase(UUID caseId, String by) {
        Standing now = find(caseId).orElseThrow();
        if (now.isHeld()) {
            return Optional.of(Refused.ON_HOLD);
        }
        if (!now.openCases().isEmpty()) {
            return Optional.of(Refused.CASES_OPEN);
        }
        erased.putIfAbsent(caseId, certificate(by));
        return Optional.empty();
    }
}
