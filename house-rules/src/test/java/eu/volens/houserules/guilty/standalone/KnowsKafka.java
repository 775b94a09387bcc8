package eu.volens.houserules.guilty.standalone;

import org.apache.kafka.common.TopicPartition;

class KnowsKafka {
    TopicPartition known;
}
