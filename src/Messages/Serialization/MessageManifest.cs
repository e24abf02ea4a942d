namespace WhaleStack.Messages.Serialization;

/// <summary>The short, lasting name under which an event is journalled.</summary>
/// <param name="Name">Family, event and version of its form, such as <c>trader.decided.1</c>.</param>
/// <param name="Type">The type it is read as today.</param>
public sealed record MessageManifest(string Name, Type Type);
