using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Several orders in one request; each has its own code, the request as a whole is fine.</summary>
public static class BatchCommands
{
    /// <summary>Orders a batch may have.</summary>
    public const int OrdersMax = 20;

    /// <summary>Carries them out one after the other.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="fields">With category and request.</param>
    /// <param name="one">What to do with each.</param>
    public static Answer Run(
        AccountId account, RequestFields fields, Func<AccountId, RequestFields, Answer> one)
    {
        var category = fields.OneOf("category", null, "linear");
        var orders = fields.List("request");
        if (orders.Count is 0 or > OrdersMax)
        {
            fields.Fail($"params error: request must have 1 to {OrdersMax} orders");
        }

        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var (results, codes) = (new JsonArray(), new JsonArray());
        foreach (var order in orders)
        {
            var answer = one(account, order.With("category", category));
            codes.Add(new JsonObject { ["code"] = answer.Code, ["msg"] = answer.Message });
            results.Add(Row(order, answer, category));
        }

        return Answer.Ok(new JsonObject { ["list"] = results }) with
        {
            ExtInfo = new JsonObject { ["list"] = codes },
        };
    }

    private static JsonObject Row(RequestFields order, Answer answer, string category)
    {
        var row = new JsonObject
        {
            ["category"] = category,
            ["symbol"] = order.Text("symbol"),
            ["orderId"] = string.Empty,
            ["orderLinkId"] = order.Text("orderLinkId"),
            ["createAt"] = string.Empty,
        };
        foreach (var (name, value) in answer.Result)
        {
            row[name] = value?.DeepClone();
        }

        return row;
    }
}
