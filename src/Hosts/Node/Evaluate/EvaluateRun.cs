using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Channels.Evaluation;
using WhaleStack.Node.Startup;
using WhaleStack.Quant;
using WhaleStack.Storage;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Node.Evaluate;

/// <summary>Reads history, scores models on it, writes the report, and ends with a short table on the screen.</summary>
/// <param name="paths">Where things are.</param>
/// <param name="options">What was asked.</param>
/// <param name="clock">Names the folder of the report; nothing in it depends on the time.</param>
public sealed class EvaluateRun(HostPaths paths, EvaluateOptions options, TimeProvider clock)
{
    private const string ReportName = "report.md";

    /// <summary>Runs it.</summary>
    /// <exception cref="StartupException">Nothing can be scored, or an option names what is not there.</exception>
    /// <exception cref="StorageException">A folder cannot be read or written.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var config = WhaleConfig.Load(paths.Config);
        var models = LevelModels.Of(paths.Config, config.Coins, options.Models);
        var folders = Folders();
        await SayAsync($"Reading {string.Join(" and ", folders)} ...").ConfigureAwait(false);
        var history = HistoryReader.Read(folders, progress: null, stop);
        var groups = SeriesChoice.Of(history.Series, options.Coins);
        if (groups.IsEmpty)
        {
            throw new StartupException(Nothing(history));
        }

        groups = options.IsQuick ? [groups[0]] : groups;
        var scoring = OptionsOf(config.Coins.Clusters);
        var report = new EvaluationReport(
            [.. groups.SelectMany(group => group)],
            [.. history.FilesUsed],
            [.. history.Notes.Select(note => $"{note}")],
            scoring,
            await ScoreAsync(groups, models, scoring, stop).ConfigureAwait(false),
            await PartsAsync(config, groups, models, history, scoring, stop).ConfigureAwait(false));
        var folder = Write(report);
        foreach (var line in EvaluationTable.Lines(report))
        {
            await SayAsync(line).ConfigureAwait(false);
        }

        await SayAsync($"Report: {Path.Combine(folder, ReportName)}").ConfigureAwait(false);
        if (options.FitFile is { } file)
        {
            Fit(Path.GetFullPath(file), groups[0], models[0], scoring);
            await SayAsync($"Parameters: {file}").ConfigureAwait(false);
        }

        return ExitCodes.Done;
    }

    private static async Task<ImmutableArray<ModelScore>> ScoreAsync(
        ImmutableArray<ImmutableArray<MarketSeries>> groups,
        ImmutableArray<LevelModel> models,
        EvaluationOptions scoring,
        CancellationToken stop)
    {
        var scores = ImmutableArray.CreateBuilder<ModelScore>();
        foreach (var group in groups)
        {
            foreach (var model in models)
            {
                var names = string.Join(", ", group.Select(one => one.Coin));
                await SayAsync($"Scoring {model.Name} on {names}, bars of {group[0].Interval.TotalMinutes} minutes ...")
                    .ConfigureAwait(false);
                scores.Add(Evaluator.Score(group, model, scoring, stop));
            }
        }

        return scores.ToImmutable();
    }

    private static async Task<ImmutableArray<EvaluationPart>> PartsAsync(
        WhaleConfig config,
        ImmutableArray<ImmutableArray<MarketSeries>> groups,
        ImmutableArray<LevelModel> models,
        HistoryReading history,
        EvaluationOptions scoring,
        CancellationToken stop)
    {
        var parts = ImmutableArray.CreateBuilder<EvaluationPart>();
        foreach (var group in groups)
        {
            await SayAsync($"Scoring the rest, bars of {group[0].Interval.TotalMinutes} minutes ...")
                .ConfigureAwait(false);
            parts.Add(ScannerScoring.Score(config, group, history.Series, scoring, stop));
            parts.AddRange(ObservedScoring.Score(
                group,
                models,
                LevelModels.Control(config.Coins),
                config.HeatmapModels.Find(HeatmapModelsOptions.TimeWeighted),
                history,
                scoring));
        }

        return parts.ToImmutable();
    }

    private static Task SayAsync(string line) => Console.Out.WriteLineAsync(line);

    private static void Fit(
        string file, ImmutableArray<MarketSeries> series, LevelModel model, EvaluationOptions scoring)
    {
        var words = string.Join(", ", series.Select(one => $"{one.Coin} at {one.Venue}"))
            + FormattableString.Invariant($"; bars of {series[0].Interval.TotalMinutes} minutes from ")
            + FormattableString.Invariant($"{series.Min(one => one.Bars[0].CloseTime):yyyy-MM-dd}");
        var table = Evaluator.Table(series, model, scoring);
        var until = series.Max(one => one.Bars[^1].CloseTime) - scoring.HorizonLong;
        var fitted = TargetModel.Fit(table, model.Name, words, until, scoring)
            ?? throw new StartupException($"too few levels to fit on: {WalkForward.RowsMin} are needed.");
        try
        {
            File.WriteAllText(file, TargetModelFile.Write(fitted));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"file '{file}': the parameters cannot be written: {bad.Message}", bad);
        }
    }

    private List<string> Folders()
    {
        if (!options.DataFolders.IsEmpty)
        {
            return [.. options.DataFolders.Select(Path.GetFullPath)];
        }

        var beside = Path.GetFullPath(Path.Combine(paths.Root, "..", "shared", "data"));
        return Directory.Exists(beside) ? [paths.Samples, beside] : [paths.Samples];
    }

    private EvaluationOptions OptionsOf(ClusterOptions clusters)
    {
        var usual = EvaluationOptions.For(clusters);
        return options.IsQuick
            ? usual with { DecisionEvery = TimeSpan.FromHours(12), Draws = 200, LookAheadCuts = 1 }
            : usual;
    }

    private string Nothing(HistoryReading history)
    {
        var words = history.Series.Count == 0
            ? "no candles were found"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"none of {history.Series.Count} series is of the coins asked for, {SeriesChoice.SpanMin.TotalDays:0} ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"days or longer, with bars of {SeriesChoice.IntervalMax.TotalHours:0} hours or shorter");
        var first = history.Notes.Count > 0 ? $" First note: {history.Notes[0]}" : string.Empty;
        return $"nothing to score in {string.Join(" and ", Folders())}: {words}.{first}";
    }

    private string Write(EvaluationReport report)
    {
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var folder = Path.GetFullPath(
            options.OutFolder ?? Path.Combine(paths.Root, "data", "reports", "evaluation", name));
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, ReportName), EvaluationMarkdown.Write(report, hasPictures: true));
            File.WriteAllBytes(Path.Combine(folder, "scores.json"), EvaluationJson.Write(report));
            foreach (var score in report.Scores)
            {
                foreach (var (picture, bytes) in EvaluationPictures.NamesOf(score).Zip(EvaluationPictures.Draw(score)))
                {
                    File.WriteAllBytes(Path.Combine(folder, picture), bytes);
                }
            }
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"folder '{folder}': the report cannot be written: {bad.Message}", bad);
        }

        return folder;
    }
}
