namespace WhaleStack.Storage.Configuration;

/// <summary>Where CoinGlass is, and with which subscription.</summary>
/// <param name="ApiKey">Key of the subscription.</param>
/// <param name="LiquidationHistory">Liquidation history of an instrument; other series are on its host.</param>
/// <param name="HeatmapModel1">Heatmap model 1 of an instrument.</param>
/// <param name="HeatmapModel2">Heatmap model 2 of an instrument.</param>
/// <param name="HeatmapModel3">Heatmap model 3 of an instrument.</param>
/// <param name="OpenInterest">Open interest of an instrument.</param>
/// <param name="Volume">Taker volume of an instrument.</param>
/// <param name="Funding">Funding of an instrument.</param>
/// <param name="Stream">The websocket.</param>
public sealed record CoinGlassEnv(
    Secret ApiKey,
    Uri LiquidationHistory,
    Uri HeatmapModel1,
    Uri HeatmapModel2,
    Uri HeatmapModel3,
    Uri OpenInterest,
    Uri Volume,
    Uri Funding,
    Uri Stream);
