using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit;

/// <summary>The categories that a world has.</summary>
/// <param name="Linear">Perpetuals.</param>
/// <param name="Spot">Spot; null where there is only a tape of it.</param>
public sealed record MarketSides(MarketSide Linear, MarketSide? Spot)
{
    /// <summary>The side of a category; null when there is none.</summary>
    public MarketSide? Find(string category) => category switch
    {
        MarketSide.Linear => Linear,
        MarketSide.Spot => Spot,
        _ => null,
    };

    /// <summary>The side that a request names; notes the mistake and gives the perpetuals when it names none.</summary>
    public MarketSide Of(RequestFields fields)
    {
        string[] known = Spot is null ? [MarketSide.Linear] : [MarketSide.Linear, MarketSide.Spot];
        return Find(fields.OneOf("category", null, known)) ?? Linear;
    }
}
