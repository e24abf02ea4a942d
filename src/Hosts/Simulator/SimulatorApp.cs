using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using WhaleStack.Simulator.Recordings;
using WhaleStack.Simulator.Rest;
using WhaleStack.Simulator.Streams;

namespace WhaleStack.Simulator;

/// <summary>The simulator as a web application on one address; also started inside tests.</summary>
public sealed class SimulatorApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorApp(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Completes when it is told to stop.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    /// <summary>Reads the recordings and starts to listen.</summary>
    /// <exception cref="SimulatorException">The recordings or the port cannot be used; names file, line or port, and
    /// cause.</exception>
    public static async Task<SimulatorApp> StartAsync(SimulatorOptions options)
    {
        var files = new SampleFiles(options.Samples);
        var capture = Capture.Read(files);
        var app = Build(options, capture, Year.Read(files));
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new SimulatorException(
                $"port {options.Port} on {options.Host} cannot be used: {error.Message}", error);
        }

        var server = app.Services.GetRequiredService<IServer>();
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        return new SimulatorApp(app, new Uri(addresses.First()));
    }

    /// <summary>Stops listening.</summary>
    public void Stop() => _app.Lifetime.StopApplication();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(SimulatorOptions options, Capture capture, Year year)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(options.Host), options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        Map(app, options, capture, year, TimeProvider.System);
        return app;
    }

    private static void Map(WebApplication app, SimulatorOptions options, Capture capture, Year year, TimeProvider time)
    {
        var served = new ServedStreams();
        var started = time.GetTimestamp();
        var tapeStart = capture.Tapes.Values.Min(t => t.Started);
        new MarketEndpoints(capture, year, served, () => tapeStart + time.GetElapsedTime(started)).Map(app);
        app.MapGet("/sim/health", () => Results.Text("ok"));
        app.MapGet("/sim/streams", () => Results.Json(served.Expected));
        app.Map("/v5/public/{category}", async (HttpContext context, string category) =>
        {
            if (!context.WebSockets.IsWebSocketRequest || !capture.Tapes.TryGetValue(category, out var tape))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            if (StreamCursor.TryParse(context.Request.Query["cursor"]) is not { } cursor)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            var player = new TapePlayer(tape, cursor, options.Speed, time);
            using var session = new StreamSession(socket, tape, served, player, time);
            await session.RunAsync(app.Lifetime.ApplicationStopping).ConfigureAwait(false);
        });
    }

    /// <summary>Leaves signals to the program: in a test they are the test runner's, as a child the parent's.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
