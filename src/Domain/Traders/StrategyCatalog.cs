using System.Collections.Immutable;

namespace WhaleStack.Domain.Traders;

/// <summary>The strategies that a trader can be given, by name.</summary>
public static class StrategyCatalog
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [WhaleTargetStrategy.StrategyName];

    /// <summary>Makes the named strategy.</summary>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    public static IStrategy Create(string name) => name switch
    {
        WhaleTargetStrategy.StrategyName => new WhaleTargetStrategy(),
        _ => throw new ArgumentException(
            $"strategy '{name}' is unknown; there are {string.Join(", ", Names)}.", nameof(name)),
    };
}
