using System.Collections.Immutable;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Composite;

/// <summary>The instruments across venues; <c>config/composites.yaml</c>.</summary>
/// <param name="Composites">At most 200; an instrument is part of one at most.</param>
public sealed record CompositesOptions(ImmutableArray<CompositeOptions> Composites) : IValidatedOptions
{
    /// <summary>The venue of every composite's id.</summary>
    public const string Venue = "composite";

    private const int CompositesMax = 200;

    /// <summary>All instruments that composites are made of.</summary>
    public IEnumerable<InstrumentId> Legs => Composites.SelectMany(composite => composite.Legs).Select(leg => leg.Coin);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes().Within("composites", Composites.Length, 0, CompositesMax);
        for (var i = 0; i < Composites.Length; i++)
        {
            var id = Composites[i].Id;
            mistakes
                .Nested($"composites[{i}]", Composites[i])
                .Unless(id.Venue == Venue, $"composites[{i}].id", $"{id}", $"an id of venue {Venue}");
        }

        foreach (var twice in Twice(Composites.Select(composite => composite.Id)))
        {
            mistakes.Unless(false, "composites", $"twice {twice}", "each id once");
        }

        foreach (var twice in Twice(Legs))
        {
            mistakes.Unless(false, "composites", $"with {twice} as a leg twice", "an instrument in one at most");
        }

        return mistakes.Found;
    }

    private static IEnumerable<InstrumentId> Twice(IEnumerable<InstrumentId> ids) =>
        ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key);
}
