using System.Globalization;
using System.Text.Json;

namespace WhaleStack.Simulator.Faults;

/// <summary>The control endpoint of faults: <c>/sim/faults</c>.</summary>
public static class FaultEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/sim/faults";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, FaultBook faults)
    {
        routes.MapGet(Path, () => Results.Json(faults.List(), FaultJson.Options));
        routes.MapPost(Path, (HttpRequest request) => AddAsync(request, faults));
        routes.MapDelete(Path, () => Cleared(faults.Clear()));
        routes.MapDelete($"{Path}/{{id}}", (string id) => ClearOne(id, faults));
    }

    private static async Task<IResult> AddAsync(HttpRequest request, FaultBook faults)
    {
        FaultRule? rule;
        try
        {
            rule = await JsonSerializer.DeserializeAsync<FaultRule>(
                request.Body, FaultJson.Options, request.HttpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            return Refused(StatusCodes.Status400BadRequest, error.Message);
        }

        if (rule is null || rule.Mistake() is not null)
        {
            return Refused(StatusCodes.Status400BadRequest, rule?.Mistake() ?? "a fault is a JSON object");
        }

        return faults.Add(rule) is { } id
            ? Results.Json(new { id }, statusCode: StatusCodes.Status201Created)
            : Refused(StatusCodes.Status409Conflict, $"there are {FaultBook.CountMax} faults already; clear some");
    }

    private static IResult ClearOne(string id, FaultBook faults) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && faults.Clear(number) == 1
            ? Cleared(1)
            : Refused(StatusCodes.Status404NotFound, $"there is no fault '{id}'");

    private static IResult Cleared(int count) => Results.Json(new { cleared = count });

    private static IResult Refused(int status, string error) => Results.Json(new { error }, statusCode: status);
}
