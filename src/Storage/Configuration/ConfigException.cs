using System.Collections.Immutable;

namespace WhaleStack.Storage.Configuration;

/// <summary>The configuration cannot be used: every mistake that was found, so that one look mends them all.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="mistakes">At least one.</param>
    public ConfigException(ImmutableArray<ConfigMistake> mistakes)
        : base(Describe(mistakes)) => Mistakes = mistakes;

    /// <summary>All of them, in the order in which they stand in the files.</summary>
    public ImmutableArray<ConfigMistake> Mistakes { get; }

    /// <summary>Throws when there is a mistake.</summary>
    public static void ThrowIfAny(IReadOnlyCollection<ConfigMistake> mistakes)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        if (mistakes.Count > 0)
        {
            throw new ConfigException([.. mistakes]);
        }
    }

    private static string Describe(ImmutableArray<ConfigMistake> mistakes)
    {
        var head = mistakes.Length == 1 ? "1 mistake" : $"{mistakes.Length} mistakes";
        return $"configuration: {head}\n  " + string.Join("\n  ", mistakes);
    }
}
