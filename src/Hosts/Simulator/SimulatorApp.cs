using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WhaleStack.Simulator;

/// <summary>The simulator as a web application on one address; also started inside tests.</summary>
public sealed class SimulatorApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Task _market;
    private readonly SimulatorWorld _world;

    private SimulatorApp(WebApplication app, SimulatorWorld world, Uri address)
    {
        _app = app;
        Address = address;
        _world = world;
        _market = world.IsAlive ? world.Driver.RunAsync(app.Lifetime.ApplicationStopping) : Task.CompletedTask;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Completes when it is told to stop.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    /// <summary>Reads the recordings and starts to listen.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="time">Whose seconds the simulated clock counts; null for the system's.</param>
    /// <exception cref="SimulatorException">The recordings or the port cannot be used; names file, line or port, and
    /// cause.</exception>
    public static async Task<SimulatorApp> StartAsync(SimulatorOptions options, TimeProvider? time = null)
    {
        var world = new SimulatorWorld(options, time ?? TimeProvider.System);
        var app = Build(world);
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
        return new SimulatorApp(app, world, new Uri(addresses.First()));
    }

    /// <summary>Stops listening.</summary>
    public void Stop() => _app.Lifetime.StopApplication();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _market.ConfigureAwait(false);
        await (_world.Sides.Spot?.Stopped ?? Task.CompletedTask).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(SimulatorWorld world)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(world.Options.Host), world.Options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        SimulatorRoutes.Map(app, world);
        return app;
    }

    /// <summary>Leaves signals to the program: in a test they are the test runner's, as a child the parent's.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
