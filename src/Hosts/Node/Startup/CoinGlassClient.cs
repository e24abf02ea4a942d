using WhaleStack.Actors.Coins;
using WhaleStack.Storage.Configuration;
using WhaleStack.Venues.CoinGlass;

namespace WhaleStack.Node.Startup;

/// <summary>CoinGlass's statistics, where there is a subscription.</summary>
public static class CoinGlassClient
{
    /// <summary>The way to CoinGlass; null without a key. To be disposed of.</summary>
    /// <exception cref="StartupException">The key or an address cannot be used.</exception>
    public static CoinGlassData? Of(EnvSettings env, WhaleConfig config, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(config);
        if (env.CoinGlass is not { } vendor)
        {
            return null;
        }

        try
        {
            return new CoinGlassData(
                new CoinGlassOptions
                {
                    ApiKey = vendor.ApiKey.Reveal(),
                    LiquidationHistory = vendor.LiquidationHistory,
                    HeatmapModel1 = vendor.HeatmapModel1,
                    HeatmapModel2 = vendor.HeatmapModel2,
                    HeatmapModel3 = vendor.HeatmapModel3,
                    OpenInterest = vendor.OpenInterest,
                    Volume = vendor.Volume,
                    Funding = vendor.Funding,
                    RequestsPerMinuteMax = config.MarketData.CoinglassHeatmaps.RequestsPerMinuteMax,
                },
                time);
        }
        catch (ArgumentException error)
        {
            throw new StartupException(error.Message, error);
        }
    }

    /// <summary>The heatmaps that a node's coins are told; null when there is nobody to ask or nothing to ask
    /// for.</summary>
    public static VendorHeatmapsSetup? HeatmapsOf(NodeSetup setup, CoinGlassData? data)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var options = setup.Config.MarketData.CoinglassHeatmaps;
        return data is null || options.Models.IsEmpty
            ? null
            : new VendorHeatmapsSetup(
                data,
                CoinGlassExchanges.Source,
                options,
                [
                    .. setup.Coins
                        .Select(coin => (Coin: coin, Exchange: CoinGlassExchanges.NameOf(coin.Venue)))
                        .Where(coin => coin.Exchange is not null)
                        .Select(coin => new VendorCoin(coin.Coin, coin.Exchange!)),
                ]);
    }
}
