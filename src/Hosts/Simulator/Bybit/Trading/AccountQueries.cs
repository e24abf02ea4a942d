using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>What an account can learn of itself.</summary>
public sealed class AccountQueries
{
    private readonly TradingDesk _desk;

    /// <summary>Makes it.</summary>
    public AccountQueries(TradingDesk desk) => _desk = desk;

    /// <summary>The wallet.</summary>
    public Answer Wallet(AccountId account, RequestFields fields)
    {
        fields.OneOf("accountType", null, "UNIFIED");
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var row = WalletRows.Of(_desk.Run(turn => turn.Exchange.Wallet(account)!));
        var coins = fields.Text("coin").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (coins.Length > 0 && !coins.Contains("USDT", StringComparer.Ordinal))
        {
            row["coin"] = new JsonArray();
        }

        return Answer.Ok(new JsonObject { ["list"] = new JsonArray(row) });
    }

    /// <summary>Modes of the account.</summary>
    public Answer Info(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var isIsolated = turn.Instruments
            .Any(id => turn.Exchange.Positions(account, id)[0].MarginMode == MarginMode.Isolated);
        return Answer.Ok(new JsonObject
        {
            ["unifiedMarginStatus"] = 5,
            ["marginMode"] = isIsolated ? "ISOLATED_MARGIN" : "REGULAR_MARGIN",
            ["isMasterTrader"] = false,
            ["spotHedgingStatus"] = "OFF",
            ["updatedTime"] = Answer.Ms(turn.Now),
        });
    });

    /// <summary>What the key may do. The words of success differ from endpoint to endpoint, as at the venue.</summary>
    public Answer Key(AccountId account, RequestFields fields) => Answer.Ok(new JsonObject
    {
        ["id"] = account.ToString(),
        ["readOnly"] = 0,
        ["type"] = 1,
        ["permissions"] = new JsonObject
        {
            ["ContractTrade"] = new JsonArray("Order", "Position"),
            ["Wallet"] = new JsonArray("AccountTransfer"),
        },
        ["ips"] = new JsonArray("*"),
        ["uta"] = 1,
        ["unified"] = 0,
        ["userID"] = account.Number,
        ["isMaster"] = true,
        ["parentUid"] = "0",
    }) with { Message = string.Empty };

    /// <summary>The coins of the venue: the one that everything settles in, which cannot be moved.</summary>
    public Answer Coins(AccountId account, RequestFields fields)
    {
        var coin = fields.Text("coin");
        var chain = new JsonObject
        {
            ["chain"] = "SIM",
            ["chainType"] = "Simulated",
            ["confirmation"] = "1",
            ["withdrawFee"] = "0",
            ["depositMin"] = "0",
            ["withdrawMin"] = "0",
            ["chainDeposit"] = "0",
            ["chainWithdraw"] = "0",
            ["minAccuracy"] = "8",
            ["withdrawPercentageFee"] = "0",
            ["contractAddress"] = string.Empty,
        };
        var row = new JsonObject
        {
            ["name"] = "USDT", ["coin"] = "USDT", ["remainAmount"] = "0", ["chains"] = new JsonArray(chain),
        };
        var rows = coin is "" or "USDT" ? new JsonArray(row) : [];
        return Answer.Ok(new JsonObject { ["rows"] = rows }) with { Message = "success" };
    }

    /// <summary>Fee rates of a symbol, or of all.</summary>
    public Answer Fees(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        fields.OneOf("category", null, "linear");
        var symbol = fields.Text("symbol");
        var rows = turn.Instruments.Where(id => symbol.Length == 0 || id.Symbol == symbol)
            .Select(id => new JsonObject
            {
                ["symbol"] = id.Symbol,
                ["makerFeeRate"] = Numbers.Text(turn.Exchange.Terms(id)!.Fees.MakerFraction),
                ["takerFeeRate"] = Numbers.Text(turn.Exchange.Terms(id)!.Fees.TakerFraction),
            })
            .ToList();
        return fields.Mistake is { } mistake
            ? Answer.Refuse(RetCode.ParameterError, mistake)
            : Answer.Ok(new JsonObject { ["list"] = new JsonArray([.. rows]) });
    });
}
