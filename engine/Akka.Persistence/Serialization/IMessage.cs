namespace Akka.Persistence.Serialization;

/// <summary>Marks the messages that the persistence module itself may have to serialize.</summary>
public interface IMessage;
