using System.Collections.Immutable;

namespace WhaleStack.Node.Evaluate;

/// <summary>What the user asked of an evaluation.</summary>
/// <param name="DataFolders">Folders of recorded history; empty for what ships, and what lies beside the
/// repository.</param>
/// <param name="Coins">Coins to score; empty for all.</param>
/// <param name="Models">Models to score; empty for all.</param>
/// <param name="OutFolder">Where the report goes; null for a new folder below data/reports/evaluation.</param>
/// <param name="FitFile">Where the parameters of the whale-target prediction go, fitted on the longest bars and the
/// first
/// model; null for nowhere.</param>
/// <param name="IsQuick">Fewer decisions and draws, the longest bars only.</param>
public sealed record EvaluateOptions(
    ImmutableArray<string> DataFolders,
    ImmutableArray<string> Coins,
    ImmutableArray<string> Models,
    string? OutFolder,
    string? FitFile,
    bool IsQuick);
