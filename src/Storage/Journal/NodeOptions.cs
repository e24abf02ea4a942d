using System.Collections.Immutable;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Journal;

/// <summary>What only a node knows about its actor system.</summary>
/// <param name="Database">Where its journal is.</param>
/// <param name="LogLevel">Least important log lines that are kept.</param>
/// <param name="Roles">What it does in the cluster, such as <c>feeds</c>, <c>coins</c>, <c>traders</c>.</param>
public sealed record NodeOptions(Database Database, LogLevel LogLevel, ImmutableArray<string> Roles);
