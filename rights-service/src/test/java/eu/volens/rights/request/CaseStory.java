package eu.volens.rights.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A case for tests of other features: as it is after these commands, each of which must be accepted. */
public final class CaseStory {

    private CaseStory() {}

    public static CaseFacts after(RequestCommand... commands) {
        return after(Arrays.asList(commands));
    }

    public static CaseFacts after(List<RequestCommand> commands) {
        List<RequestEvent> happened = new ArrayList<>();
        RequestState state = RequestState.NONE;
        for (RequestCommand command : commands) {
            for (RequestEvent event : CaseFixture.events(state, command)) {
                happened.add(event);
                state = state.after(event);
            }
        }
        return CaseFacts.of(happened).orElseThrow();
    }
}
