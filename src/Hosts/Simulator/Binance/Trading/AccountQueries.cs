using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Desks;
using static WhaleStack.Simulator.Binance.Trading.PositionRows;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>What an account can learn of itself, and its listen key.</summary>
public sealed class AccountQueries
{
    private readonly BinanceVenue _venue;

    /// <summary>Makes it.</summary>
    public AccountQueries(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        foreach (var version in (string[])["v2", "v3"])
        {
            routes.Signed("GET", $"/fapi/{version}/balance", 5, Balance);
            routes.Signed("GET", $"/fapi/{version}/account", 5, (a, f) => Account(a, version == "v2"));
        }

        routes.Signed("GET", "/fapi/v1/accountConfig", 5, Config);
        routes.Signed("GET", "/fapi/v1/symbolConfig", 5, SymbolConfig);
        routes.Signed("GET", "/fapi/v1/leverageBracket", 1, Brackets);
        routes.Signed("GET", "/fapi/v1/commissionRate", 20, Fees);
        routes.Signed("GET", "/fapi/v1/multiAssetsMargin", 30, (_, _) => new JsonObject
        {
            ["multiAssetsMargin"] = false,
        });
        routes.Signed("GET", "/sapi/v1/capital/config/getall", 10, (_, _) => Reply.List([Coin()]));
        routes.Keyed("GET", "/sapi/v1/margin/allPairs", 1, (_, _) => Reply.List([]));
        routes.Keyed("GET", "/sapi/v1/margin/isolated/allPairs", 1, (_, _) => Reply.List([]));
        routes.Keyed("POST", "/fapi/v1/listenKey", 1, (account, _) => new JsonObject
        {
            ["listenKey"] = _venue.ListenKeys.Open(_venue.Desk.IdOf(account), _venue.Now),
        });
        routes.Keyed("PUT", "/fapi/v1/listenKey", 1, Renew);
        routes.Keyed("DELETE", "/fapi/v1/listenKey", 1, Close);
    }

    private Reply Renew(ApiAccount account, CallFields fields) =>
        _venue.ListenKeys.Renew(_venue.Desk.IdOf(account), _venue.Now) is { } key
            ? new JsonObject { ["listenKey"] = key }
            : Failure.NoListenKey;

    private Reply Close(ApiAccount account, CallFields fields) =>
        _venue.ListenKeys.Close(_venue.Desk.IdOf(account), _venue.Now) ? new JsonObject() : Failure.NoListenKey;

    private Reply Balance(AccountId account, CallFields fields) => _venue.At(turn =>
    {
        var wallet = turn.Exchange.Wallet(account)!;
        return Reply.List([new JsonObject
        {
            ["accountAlias"] = $"sim{account.Number}",
            ["asset"] = "USDT",
            ["balance"] = Money(wallet.BalanceQuote),
            ["crossWalletBalance"] = Money(wallet.BalanceQuote - Isolated(turn, account)),
            ["crossUnPnl"] = Money(wallet.UnrealizedQuote),
            ["availableBalance"] = Money(wallet.AvailableQuote),
            ["maxWithdrawAmount"] = Money(wallet.AvailableQuote),
            ["marginAvailable"] = true,
            ["updateTime"] = turn.Now.ToUnixTimeMilliseconds(),
        }]);
    });

    private Reply Account(AccountId account, bool withChoices) => _venue.At(turn =>
    {
        var wallet = turn.Exchange.Wallet(account)!;
        var positions = withChoices
            ? turn.Instruments.SelectMany(id => turn.Exchange.Positions(account, id))
                .Select(position => InAccount(position, turn.Exchange.Terms(position.Instrument)!))
            : turn.Exchange.Positions(account).Where(position => position.SizeBase != 0m).Select(AccountRow);
        var body = Totals(wallet, Isolated(turn, account));
        body["assets"] = new JsonArray(Asset(wallet, Isolated(turn, account), turn.Now));
        body["positions"] = new JsonArray([.. positions]);
        return withChoices ? With(Settings(turn, account), body) : body;
    });

    private Reply Config(AccountId account, CallFields fields) => _venue.At(turn => Settings(turn, account));

    private static JsonObject Settings(DeskTurn turn, AccountId account) => new()
    {
        ["feeTier"] = 0,
        ["canTrade"] = true,
        ["canDeposit"] = true,
        ["canWithdraw"] = true,
        ["dualSidePosition"] = PositionCommands.ModeOf(turn, account) == PositionMode.Hedge,
        ["updateTime"] = 0,
        ["multiAssetsMargin"] = false,
        ["tradeGroupId"] = -1,
    };

    private Reply SymbolConfig(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(ids.Select(id => turn.Exchange.Positions(account, id)[0]).Select(position => new JsonObject
        {
            ["symbol"] = position.Instrument.Symbol,
            ["marginType"] = position.MarginMode == MarginMode.Isolated ? "ISOLATED" : "CROSSED",
            ["isAutoAddMargin"] = false,
            ["leverage"] = (int)position.Leverage,
            ["maxNotionalValue"] = Text(
                NotionalMax(turn.Exchange.Terms(position.Instrument)!, position.Leverage)),
        })));

    private Reply Brackets(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(ids.Select(id => SymbolRows.Brackets(turn.Exchange.Terms(id)!))));

    private Reply Fees(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, id) => new JsonObject
    {
        ["symbol"] = id.Symbol,
        ["makerCommissionRate"] = Text(turn.Exchange.Terms(id)!.Fees.MakerFraction),
        ["takerCommissionRate"] = Text(turn.Exchange.Terms(id)!.Fees.TakerFraction),
        ["rpiCommissionRate"] = "0",
    });

    private static decimal Isolated(DeskTurn turn, AccountId account) => turn.Exchange.Positions(account)
        .Where(position => position.MarginMode == MarginMode.Isolated).Sum(position => position.MarginQuote);

    private static JsonObject Totals(WalletView wallet, decimal isolated) => new()
    {
        ["totalInitialMargin"] = Money(wallet.PositionMarginQuote + wallet.OrderMarginQuote),
        ["totalMaintMargin"] = Money(wallet.MaintenanceQuote),
        ["totalWalletBalance"] = Money(wallet.BalanceQuote),
        ["totalUnrealizedProfit"] = Money(wallet.UnrealizedQuote),
        ["totalMarginBalance"] = Money(wallet.EquityQuote),
        ["totalPositionInitialMargin"] = Money(wallet.PositionMarginQuote),
        ["totalOpenOrderInitialMargin"] = Money(wallet.OrderMarginQuote),
        ["totalCrossWalletBalance"] = Money(wallet.BalanceQuote - isolated),
        ["totalCrossUnPnl"] = Money(wallet.UnrealizedQuote),
        ["availableBalance"] = Money(wallet.AvailableQuote),
        ["maxWithdrawAmount"] = Money(wallet.AvailableQuote),
    };

    private static JsonObject Asset(WalletView wallet, decimal isolated, DateTimeOffset now) => new()
    {
        ["asset"] = "USDT",
        ["walletBalance"] = Money(wallet.BalanceQuote),
        ["unrealizedProfit"] = Money(wallet.UnrealizedQuote),
        ["marginBalance"] = Money(wallet.EquityQuote),
        ["maintMargin"] = Money(wallet.MaintenanceQuote),
        ["initialMargin"] = Money(wallet.PositionMarginQuote + wallet.OrderMarginQuote),
        ["positionInitialMargin"] = Money(wallet.PositionMarginQuote),
        ["openOrderInitialMargin"] = Money(wallet.OrderMarginQuote),
        ["crossWalletBalance"] = Money(wallet.BalanceQuote - isolated),
        ["crossUnPnl"] = Money(wallet.UnrealizedQuote),
        ["availableBalance"] = Money(wallet.AvailableQuote),
        ["maxWithdrawAmount"] = Money(wallet.AvailableQuote),
        ["marginAvailable"] = true,
        ["updateTime"] = now.ToUnixTimeMilliseconds(),
    };

    // The coin that everything settles in, which cannot be moved.
    private static JsonObject Coin() => new()
    {
        ["coin"] = "USDT",
        ["name"] = "Tether USDt",
        ["depositAllEnable"] = false,
        ["withdrawAllEnable"] = false,
        ["free"] = "0",
        ["locked"] = "0",
        ["freeze"] = "0",
        ["isLegalMoney"] = false,
        ["trading"] = true,
        ["networkList"] = new JsonArray(),
    };

    private static JsonObject With(JsonObject first, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            first[name] = value?.DeepClone();
        }

        return first;
    }
}
