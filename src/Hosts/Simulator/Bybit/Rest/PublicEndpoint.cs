namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Adds public GET endpoints that answer from parameters.</summary>
public static class PublicEndpoint
{
    /// <summary>Adds one.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="path">Its path.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="answer">Answers; mistakes it notes in the fields become a refusal.</param>
    public static void Map(
        IEndpointRouteBuilder routes, string path, Func<DateTimeOffset> now, Func<RequestFields, Answer> answer) =>
        routes.MapGet(path, (HttpRequest request) =>
        {
            var fields = RequestFields.Of(request.Query);
            var given = answer(fields);
            var said = fields.Mistake is { } mistake ? Answer.Refuse(RetCode.ParameterError, mistake) : given;
            return Results.Bytes(said.ToEnvelope(now()), "application/json; charset=utf-8");
        });
}
