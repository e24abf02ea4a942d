using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Redis;

/// <summary>
/// A Redis server of the spec's own on loopback, gone afterwards, and the client of that server's own makers.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");
    private readonly string? _password;
    private readonly int _port;
    private Process? _server;

    public RedisServer(string? password = null, bool start = true, int? at = null)
    {
        _port = at ?? FreePort();
        _password = password;
        if (start)
        {
            Start();
        }
    }

    /// <summary>How a node reaches it.</summary>
    public RedisEnv Env => new("127.0.0.1", _port, _password is null ? null : new Secret(_password));

    /// <summary>Starts it, empty, and returns when it answers.</summary>
    public void Start()
    {
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"port {_port}\nbind 127.0.0.1\nsave \"\"\nappendonly no\ndir {_folder.FullName}\n");
        File.WriteAllText(
            Path.Combine(_folder.FullName, "redis.conf"),
            settings + (_password is null ? string.Empty : $"requirepass {_password}\n"));
        _server = Launch("redis-server", Path.Combine(_folder.FullName, "redis.conf"));
        _server.BeginOutputReadLine();
        var waiting = Stopwatch.StartNew();
        while (!Run("PING").Contains("PONG", StringComparison.Ordinal))
        {
            Assert.True(waiting.Elapsed < Patience && !_server.HasExited, "redis-server does not answer");
        }
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Kill()
    {
        _server!.Kill();
        Assert.True(_server.WaitForExit(Patience), "redis-server did not end");
        _server.Dispose();
        _server = null;
    }

    /// <summary>Lets it hang: connections stay open and nothing is answered.</summary>
    public void Hang() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void GoOn() => Signal("-CONT");

    /// <summary>What the server says to a command, a line each.</summary>
    public string[] Ask(params string[] command) =>
        Run(command).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The JSON of a stream's messages, oldest first.</summary>
    public string[] Stream(string name) =>
        [.. Ask("XRANGE", name, "-", "+").Where(line => line.StartsWith('{'))];

    /// <summary>Listens to channels; returns when the server has confirmed it.</summary>
    public RedisListener Listen(params string[] channels)
    {
        var listener = new RedisListener(Launch("redis-cli", [.. Login, "SUBSCRIBE", .. channels]));
        listener.Expect(lines => lines.Count(line => line == "subscribe") == channels.Length);
        return listener;
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            GoOn();
            Kill();
        }

        _folder.Delete(recursive: true);
    }

    private string[] Login => ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture)];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Run(params string[] command)
    {
        using var client = Launch("redis-cli", [.. Login, .. command]);
        client.BeginErrorReadLine();
        var text = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        return text;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _server!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private Process Launch(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) 
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (_password is not null)
        {
            start.Environment["REDISCLI_AUTH"] = _password;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new InvalidOperationException(
                $"{program} is not here; install the Debian package redis-server.", error);
        }
    }
}
