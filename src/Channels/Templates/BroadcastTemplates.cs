using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Channels.Templates;

/// <summary>
/// The words in which facts are told to people, from a file of <c>config/broadcast_templates</c>: a section
/// <c>## signal</c> and a section <c>## fill</c>, each a text with places such as <c>{{symbol}}</c>.
/// </summary>
/// <remarks>Thread-safe. Everything before the first section is a comment.</remarks>
public sealed class BroadcastTemplates
{
    private const string Heading = "## ";
    private const string SignalSection = "signal";
    private const string FillSection = "fill";

    private static readonly ImmutableSortedDictionary<string, Func<Signal, object>> SignalFields =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, Func<Signal, object>>
        {
            ["id"] = s => s.SignalId,
            ["agent"] = s => s.Agent,
            ["type"] = s => s.SignalType,
            ["venue"] = s => s.Coin.Venue,
            ["symbol"] = s => s.Coin.Symbol,
            ["time"] = s => s.Time,
            ["direction"] = s => s.Direction switch { Side.Buy => "LONG", Side.Sell => "SHORT", _ => "INFO" },
            ["label"] = s => s.Label ?? s.SignalType,
            ["author"] = s => s.Author ?? s.Agent,
            ["entry"] = s => s.EntryQuote,
            ["stop"] = s => s.StopQuote is { } stop ? stop : "none",
            ["target"] = s => s.TargetQuote is { } target ? target : "none",
            ["confidence"] = s => s.ConfidenceFraction,
            ["reasons"] = s => string.Join("; ", s.Reasons),
            ["expires"] = s => s.ExpiresAt,
        });

    private static readonly ImmutableSortedDictionary<string, Func<PortfolioEvents.FillBooked, object>> FillFields =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, new Dictionary<string, Func<PortfolioEvents.FillBooked, object>>
            {
                ["id"] = b => b.Fill.ExecutionId,
                ["trader"] = b => b.Fill.Trader,
                ["venue"] = b => b.Fill.Coin.Venue,
                ["symbol"] = b => b.Fill.Coin.Symbol,
                ["time"] = b => b.Fill.Time,
                ["side"] = b => b.Fill.Side == Side.Buy ? "BUY" : "SELL",
                ["size"] = b => b.Fill.SizeBase,
                ["price"] = b => b.Fill.PriceQuote,
                ["value"] = b => b.Fill.SizeBase * b.Fill.PriceQuote,
                ["fee"] = b => b.Fill.FeeQuote,
                ["trigger"] = b => b.Fill.Trigger.ToString().ToLowerInvariant(),
                ["realized"] = b => b.RealizedQuote,
            });

    private readonly Template _signal;
    private readonly Template _fill;

    private BroadcastTemplates(Template signal, Template fill)
    {
        _signal = signal;
        _fill = fill;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="TemplateException">The file is absent or wrong; names every mistake.</exception>
    public static BroadcastTemplates Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Parse(path, System.IO.File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException(path, [$"cannot be read: {error.Message}"]);
        }
    }

    /// <summary>Reads a text; <paramref name="path"/> is only for naming it.</summary>
    /// <exception cref="TemplateException">The text is wrong; names every mistake.</exception>
    public static BroadcastTemplates Parse(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mistakes = new List<string>();
        var sections = Sections(text, mistakes);
        var templates = new BroadcastTemplates(
            Section(sections, SignalSection, [.. SignalFields.Keys], mistakes),
            Section(sections, FillSection, [.. FillFields.Keys], mistakes));
        if (mistakes.Count == 0)
        {
            templates.TryFormats(mistakes);
        }

        return mistakes.Count == 0 ? templates : throw new TemplateException(path, mistakes);
    }

    /// <summary>The words for a signal.</summary>
    public string SignalText(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return _signal.Render(SignalFields.ToDictionary(field => field.Key, field => field.Value(signal)));
    }

    /// <summary>The words for a booked fill.</summary>
    public string FillText(PortfolioEvents.FillBooked booked)
    {
        ArgumentNullException.ThrowIfNull(booked);
        return _fill.Render(FillFields.ToDictionary(field => field.Key, field => field.Value(booked)));
    }

    private static Dictionary<string, (int Line, List<string> Text)> Sections(string text, List<string> mistakes)
    {
        var sections = new Dictionary<string, (int Line, List<string> Text)>(StringComparer.Ordinal);
        List<string>? current = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (!line.StartsWith(Heading, StringComparison.Ordinal))
            {
                current?.Add(line);
                continue;
            }

            var name = line[Heading.Length..].Trim();
            current = [];
            if (name is not (SignalSection or FillSection) || !sections.TryAdd(name, (i + 1, current)))
            {
                mistakes.Add(string.Create(CultureInfo.InvariantCulture,
                    $"line {i + 1}: '## {name}' is unknown or given twice; there are ## signal and ## fill."));
            }
        }

        return sections;
    }

    // A format that .NET does not know shows only when it is used: better now than at the first signal.
    private void TryFormats(List<string> mistakes)
    {
        var coin = new InstrumentId("venue", "SYMBOL");
        var signal = new Signal("", "", "", coin, default, Side.Buy, 1m, 1m, 1m, 1d, [], default);
        var fill = new Fill(1, "", "", "", coin, Side.Buy, 1m, 1m, 1m, FillTrigger.Order, default);
        TryFormat(SignalSection, () => SignalText(signal), mistakes);
        TryFormat(FillSection, () => FillText(new PortfolioEvents.FillBooked(fill, 1m)), mistakes);
    }

    private static void TryFormat(string section, Func<string> render, List<string> mistakes)
    {
        try
        {
            render();
        }
        catch (FormatException error)
        {
            mistakes.Add($"## {section}: a format is wrong: {error.Message}");
        }
    }

    private static Template Section(
        Dictionary<string, (int Line, List<string> Text)> sections,
        string name,
        ImmutableSortedSet<string> fields,
        List<string> mistakes)
    {
        if (!sections.TryGetValue(name, out var section) || section.Text.All(string.IsNullOrWhiteSpace))
        {
            mistakes.Add($"section '## {name}' is missing or empty.");
            return Template.Parse(string.Empty, fields, _ => { });
        }

        return Template.Parse(
            string.Join('\n', section.Text).Trim(),
            fields,
            problem => mistakes.Add(string.Create(
                CultureInfo.InvariantCulture, $"line {section.Line}: ## {name}: {problem}")));
    }
}
