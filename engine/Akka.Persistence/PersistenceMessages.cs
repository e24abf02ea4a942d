using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Everything persistent actors and plugins say to each other.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded;

/// <summary>A message of the journal protocol.</summary>
public interface IJournalMessage : IPersistenceMessage;

/// <summary>A request to a journal.</summary>
public interface IJournalRequest : IJournalMessage;

/// <summary>An answer of a journal.</summary>
public interface IJournalResponse : IJournalMessage;

/// <summary>A message of the snapshot protocol.</summary>
public interface ISnapshotMessage : IPersistenceMessage;

/// <summary>A request to a snapshot store.</summary>
public interface ISnapshotRequest : ISnapshotMessage;

/// <summary>An answer of a snapshot store.</summary>
public interface ISnapshotResponse : ISnapshotMessage;
