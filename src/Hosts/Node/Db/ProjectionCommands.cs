using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Projections;
using WhaleStack.Node.Startup;
using WhaleStack.Storage;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Projections;

namespace WhaleStack.Node.Db;

/// <summary>The commands about the tables that are made from the journal.</summary>
public static class ProjectionCommands
{
    /// <summary>Stands for all of them.</summary>
    public const string Everything = "all";

    /// <summary>Their names, and the one for all.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        Everything,
        .. JournalFolds.All(ImmutableDictionary<string, string>.Empty).Select(fold => fold.Name),
    ];

    /// <summary>Says how far each is behind the journal.</summary>
    public static int Lag(DbTarget target, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        using var projections = Open(target);
        output.WriteLine(target.Database.Name);
        foreach (var projection in projections.All)
        {
            output.WriteLine($"  {projection.Name,-14} {Text(Try(projection.Look))}");
        }

        return ExitCodes.Done;
    }

    /// <summary>
    /// Empties the tables of one, or of all, and makes them anew from the first event. Safe beside a running node: each
    /// batch is written by whichever of the two comes first.
    /// </summary>
    public static int Rebuild(DbTarget target, string name, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        using var projections = Open(target);
        var code = ExitCodes.Done;
        foreach (var projection in projections.All.Where(p => name == Everything || p.Name == name))
        {
            var progress = Try(() => Rebuild(projection));
            output.WriteLine($"{projection.Name}: made anew, {Text(progress)}");
            code = progress.Trouble is null ? code : ExitCodes.Failed;
        }

        return code;
    }

    private static ProjectionProgress Rebuild(JournalProjection projection)
    {
        projection.Rebuild();
        ProjectionProgress progress;
        do
        {
            progress = projection.Advance();
        }
        while (progress.IsBehind);
        return progress;
    }

    private static string Text(ProjectionProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Position} of {progress.Head}, {progress.Events} events or {progress.Lag.TotalSeconds:0.#} s behind")
        + (progress.Trouble is { } trouble ? $"; stands still at {trouble}" : string.Empty);

    private static ProjectionSet Open(DbTarget target)
    {
        if (new Migrator(target.Database, TimeProvider.System).Status().Any(state => state.AppliedAt is null))
        {
            throw new StorageException($"{target.Database.Name}: migrations wait; run ./whale db migrate");
        }

        var config = HostConfig.Load(target.Paths);
        return new ProjectionSet(target.Database, config.Traders, config.Projections, TimeProvider.System);
    }

    private static ProjectionProgress Try(Func<ProjectionProgress> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw new StorageException(error.Message, error);
        }
    }
}
