using WhaleStack.Simulator.Rest;

namespace WhaleStack.Simulator.Faults;

/// <summary>Faults of HTTP requests, between the network and the venue.</summary>
public sealed class HttpFaults
{
    private readonly FaultBook _faults;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public HttpFaults(FaultBook faults, TimeProvider time)
    {
        _faults = faults;
        _time = time;
    }

    /// <summary>Lets a request pass, or not.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!path.StartsWith("/v5/", StringComparison.Ordinal))
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
            var answer = Answer.Refuse(refusal.Rule.Code, "injected by the simulator");
            await SendAsync(context, answer.ToEnvelope(_time.GetUtcNow())).ConfigureAwait(false);
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
