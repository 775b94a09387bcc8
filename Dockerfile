# syntax=docker/dockerfile:1
# One image, three services: the command names the jar.
#   docker build -t volens .
#   docker run volens ledger-service.jar

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/var/cache/maven \
    mvn -B -ntp -Dmaven.repo.local=/var/cache/maven -DskipTests -pl ledger-service,rights-service,projections -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/volens --shell /usr/sbin/nologin volens \
    && install -d -o volens -g volens -m 700 /var/lib/volens
WORKDIR /opt/volens
COPY --from=build /src/ledger-service/target/ledger-service-*-exec.jar ledger-service.jar
COPY --from=build /src/rights-service/target/rights-service-*-exec.jar rights-service.jar
COPY --from=build /src/projections/target/projections-*-exec.jar projections.jar
COPY controllers controllers
USER volens
# Keys live here; whoever loses them loses the personal data they seal.
VOLUME /var/lib/volens
ENV AXONIQ_UPDATE_CHECKER_DISABLED=true \
    VOLENS_CONTROLLERS_DIR=/opt/volens/controllers \
    VOLENS_MASTER_KEY_FILE=/var/lib/volens/master.key \
    VOLENS_DESTROYED_KEYS_FILE=/var/lib/volens/destroyed-keys \
    VOLENS_LOG_KEY_FILE=/var/lib/volens/log.key \
    VOLENS_LOG_LAST_SIGNED_FILE=/var/lib/volens/log.last-signed
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", "-Ddisable-axoniq-console-message=true", "-jar"]
CMD ["ledger-service.jar"]
