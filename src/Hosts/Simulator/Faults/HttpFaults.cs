
namespace WhaleStack.Simulator.Faults;

/// <summary>Faults of HTTP requests, between the network and the venue.</summary>
public sealed class HttpFaults
{
    private readonly FaultBook _faults;
    private readonly TimeProvider _time;
    private readonly Func<string, int, (int Status, byte[] Body)> _refusal;

    /// <summary>Makes it.</summary>
    /// <param name="faults">The faults in force.</param>
    /// <param name="time">The clock.</param>
    /// <param name="refusal">A refusal with a code, in the words of the venue that has the path.</param>
    public HttpFaults(FaultBook faults, TimeProvider time, Func<string, int, (int Status, byte[] Body)> refusal)
    {
        _faults = faults;
        _time = time;
        _refusal = refusal;
    }

    /// <summary>Lets a request pass, or not.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/sim/", StringComparison.Ordinal))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        await HoldAsync(path, context.RequestAborted).ConfigureAwait(false);
        if (_faults.Draw(FaultKind.Drop, path) is not null)
        {
            context.Abort();
        }
        else if (_faults.Draw(FaultKind.HttpStatus, path) is { } status)
        {
            context.Response.StatusCode = status.Rule.Status;
        }
        else if (context.WebSockets.IsWebSocketRequest)
        {
            await next(context).ConfigureAwait(false); // Frames have faults of their own.
        }
        else if (_faults.Draw(FaultKind.RetCode, path) is { } refusal)
        {
            (context.Response.StatusCode, var body) = _refusal(path, refusal.Rule.Code);
            await SendAsync(context, body).ConfigureAwait(false);
        }
        else
        {
            await AnswerAsync(context, next, path).ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(string path, CancellationToken aborted)
    {
        if (_faults.Draw(FaultKind.Stall, path) is { } stall)
        {
            await stall.WaitAsync(_time, aborted).ConfigureAwait(false);
        }

        if (_faults.Draw(FaultKind.Latency, path) is { } late)
        {
            await Task.Delay(late.Delay, _time, aborted).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next, string path)
    {
        var lost = _faults.Draw(FaultKind.LostAnswer, path);
        var cut = _faults.Draw(FaultKind.Disconnect, path);
        var missing = _faults.Draw(FaultKind.MissingField, path);
        if (lost is null && cut is null && missing is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context).ConfigureAwait(false);
        context.Response.Body = wire;
        var body = missing is null ? held.ToArray() : FieldEraser.Erase(held.ToArray(), missing.Rule.Fields);
        if (lost is not null)
        {
            context.Abort();
            return;
        }

        // With fewer bytes than announced the server closes the connection, and the client still gets those.
        context.Response.ContentLength = body.Length;
        await wire.WriteAsync(cut is null ? body : body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(body).ConfigureAwait(false);
    }
}
