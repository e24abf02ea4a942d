using System.CommandLine;
using System.Text.Json;

namespace WhaleStack.Simulator.Faults;

/// <summary>The command <c>faults</c>: lists, adds and clears the faults of a simulator that runs.</summary>
public static class FaultCommand
{
    private static readonly Option<string> Url = new("--url")
    {
        Description = "Where the simulator listens, such as http://127.0.0.1:8100.",
        Required = true,
        Recursive = true,
    };

    /// <summary>The command with its three parts.</summary>
    public static Command Build(CancellationToken stop)
    {
        var list = new Command("list", "Shows the faults in force and what they have done.");
        list.SetAction((parsed, _) => TalkAsync(parsed, (http, path) => http.GetAsync(path, stop)));
        return new Command("faults", "Makes things go wrong in a simulator that runs.")
        {
            Url, list, Add(stop), Clear(stop),
        };
    }

    private static Command Clear(CancellationToken stop)
    {
        var id = new Argument<int?>("id")
        {
            Description = "Number of the fault; all without it.", Arity = ArgumentArity.ZeroOrOne,
        };
        var clear = new Command("clear", "Ends a fault, or all.") { id };
        clear.SetAction((parsed, _) =>
        {
            var one = parsed.GetValue(id) is { } number ? $"/{number}" : string.Empty;
            return TalkAsync(parsed, (http, path) => http.DeleteAsync($"{path}{one}", stop));
        });
        return clear;
    }

    private static Command Add(CancellationToken stop)
    {
        var kinds = string.Join(", ", Enum.GetValues<FaultKind>().Select(NameOf));
        var kind = new Argument<string>("kind") { Description = $"One of: {kinds}." };
        var options = new Options();
        var add = new Command("add", "Puts a fault in force.") { kind };
        options.All.ForEach(add.Add);
        add.SetAction((parsed, _) =>
        {
            var known = Enum.GetValues<FaultKind>().Where(value => NameOf(value) == parsed.GetValue(kind)).ToList();
            if (known.Count == 0)
            {
                return FailAsync($"there is no kind '{parsed.GetValue(kind)}'; kinds are {kinds}");
            }

            var rule = options.Read(parsed, known[0]);
            return rule.Mistake() is { } mistake
                ? FailAsync(mistake)
                : TalkAsync(parsed, (http, path) => http.PostAsJsonAsync(path, rule, FaultJson.Options, stop));
        });
        return add;
    }

    private static string NameOf(FaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}");

    private static async Task<int> TalkAsync(
        ParseResult parsed, Func<HttpClient, string, Task<HttpResponseMessage>> talk)
    {
        if (!Uri.TryCreate(parsed.GetRequiredValue(Url), UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
        {
            return await FailAsync($"--url is '{parsed.GetRequiredValue(Url)}'; it must be an http address")
                .ConfigureAwait(false);
        }

        try
        {
            using var http = new HttpClient { BaseAddress = address };
            using var answer = await talk(http, FaultEndpoints.Path).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
            var output = answer.IsSuccessStatusCode ? Console.Out : Console.Error;
            await output.WriteLineAsync(text).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return await FailAsync(error.Message).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"simulator: {message}").ConfigureAwait(false);
        return 2;
    }

    /// <summary>The options of a fault.</summary>
    private sealed class Options
    {
        private readonly Option<string> _target = new("--target")
        {
            Description = "Path, topic or operation; * stands for any characters.", DefaultValueFactory = _ => "*",
        };

        private readonly Option<double> _probability = new("--probability")
        {
            Description = "Above 0 to 1.", DefaultValueFactory = _ => 1,
        };

        private readonly Option<int?> _count = new("--count") { Description = "How often at most." };
        private readonly Option<int> _after = new("--after") { Description = "Occasions that are let pass first." };
        private readonly Option<int> _seed = new("--seed") { DefaultValueFactory = _ => 1 };
        private readonly Option<int> _delay = new("--delay-ms") { Description = "Latency, length or skew." };
        private readonly Option<int> _delayMax = new("--delay-ms-max") { Description = "Latency is drawn up to this." };
        private readonly Option<int> _status = new("--status") { DefaultValueFactory = _ => 503 };
        private readonly Option<int> _code = new("--code") { DefaultValueFactory = _ => 10016 };
        private readonly Option<string[]> _fields = new("--field") { Description = "A field to leave out." };

        public List<Option> All =>
            [_target, _probability, _count, _after, _seed, _delay, _delayMax, _status, _code, _fields];

        public FaultRule Read(ParseResult parsed, FaultKind kind) => new()
        {
            Kind = kind,
            Target = parsed.GetRequiredValue(_target),
            Probability = parsed.GetValue(_probability),
            Count = parsed.GetValue(_count),
            After = parsed.GetValue(_after),
            Seed = parsed.GetValue(_seed),
            DelayMs = parsed.GetValue(_delay),
            DelayMsMax = parsed.GetValue(_delayMax),
            Status = parsed.GetValue(_status),
            Code = parsed.GetValue(_code),
            Fields = [.. parsed.GetValue(_fields) ?? []],
        };
    }
}
