using System.Collections.Immutable;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Journal;

/// <summary>What only a node knows about its actor system.</summary>
/// <param name="Journal">Its database.</param>
/// <param name="LogLevel">Least important log lines that are kept.</param>
/// <param name="Roles">What it does in the cluster, such as <c>feeds</c>, <c>coins</c>, <c>traders</c>.</param>
public sealed record NodeOptions(JournalSettings Journal, LogLevel LogLevel, ImmutableArray<string> Roles);
