using System.Text.Json;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;

namespace WhaleStack.Simulator.Markets;

/// <summary>What a test wants to happen to a market.</summary>
public sealed record MarketPush
{
    /// <summary>Which one, such as BTCUSDT.</summary>
    public required string Symbol { get; init; }

    /// <summary>New mark price; null leaves it.</summary>
    public decimal? MarkPrice { get; init; }

    /// <summary>New index price; null leaves it.</summary>
    public decimal? IndexPrice { get; init; }

    /// <summary>New last price; null leaves it.</summary>
    public decimal? LastPrice { get; init; }

    /// <summary>Settles funding at this rate, now; null for no settlement.</summary>
    public decimal? FundingRate { get; init; }
}

/// <summary>The control endpoint of markets: <c>POST /sim/market</c>.</summary>
public static class MarketControl
{
    /// <summary>Where it is.</summary>
    public const string Path = "/sim/market";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes, SimulatorWorld world) =>
        routes.MapPost(Path, (HttpRequest request) => PushAsync(request, world.Desk, world.Board));

    private static async Task<IResult> PushAsync(HttpRequest request, TradingDesk desk, MarketBoard board)
    {
        MarketPush? push;
        try
        {
            push = await JsonSerializer.DeserializeAsync<MarketPush>(
                request.Body, FaultJson.Options, request.HttpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            return Results.Json(new { error = error.Message }, statusCode: StatusCodes.Status400BadRequest);
        }

        return push is not null && Apply(push, desk, board)
            ? Results.Json(new { done = true })
            : Results.Json(
                new { error = $"there is no market '{push?.Symbol}', or a price is not above 0" },
                statusCode: StatusCodes.Status400BadRequest);
    }

    private static bool Apply(MarketPush push, TradingDesk desk, MarketBoard board) => desk.Run(turn =>
    {
        if (TradingDesk.InstrumentOf(push.Symbol) is not { } instrument
            || turn.Exchange.Terms(instrument) is null
            || (decimal?[])[push.MarkPrice, push.IndexPrice, push.LastPrice] is var prices
                && prices.Any(price => price <= 0m))
        {
            return false;
        }

        turn.Execute(new ExchangeCommands.UpdatePrices(
            turn.Now, instrument, push.MarkPrice, push.IndexPrice, push.LastPrice));
        if (push.FundingRate is { } rate)
        {
            turn.Execute(new ExchangeCommands.SettleFunding(turn.Now, instrument, rate));
            board.Settled(instrument, turn.Now, rate);
        }

        return true;
    });
}
