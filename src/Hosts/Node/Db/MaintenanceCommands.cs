using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Retention;
using WhaleStack.Storage.Maintenance;

namespace WhaleStack.Node.Db;

/// <summary>The commands that save, bring back, thin out and hand over what a node has stored.</summary>
public static class MaintenanceCommands
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>The command <c>backup</c>.</summary>
    public static Command Backup(Func<ParseResult, DbTarget> targetOf)
    {
        var command = new Command("backup", "Saves database and files into backups/TIME, also while a node runs.");
        Run(command, parsed =>
        {
            var target = targetOf(parsed);
            var (folder, manifest) = new Backup(target.Database, target.DataFolder, Clock).Run();
            Say($"{folder}: {manifest}");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The command <c>restore</c>.</summary>
    public static Command Restore(Func<ParseResult, DbTarget> targetOf)
    {
        var backup = new Argument<string>("backup")
        {
            Description = "Folder of the backup, or its name below backups of the data folder.",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Replace what is there: tables are emptied, files go to retention/delete_queue.",
        };
        var command = new Command("restore", "Puts a backup back and compares every table; no node may run.")
        {
            backup, force,
        };
        Run(command, parsed =>
        {
            var target = targetOf(parsed);
            using var data = DataDirectory.Open(target.DataFolder);
            var folder = FolderOf(parsed.GetValue(backup)!, target.DataFolder);
            var manifest = new Restore(target.Database, data, Clock).Run(folder, parsed.GetValue(force));
            Say($"{target.Database.Name} is as it was at {manifest.CreatedAt.UtcDateTime:O}: {manifest}");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The command <c>prune</c>.</summary>
    public static Command Prune(Func<ParseResult, DbTarget> targetOf)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var command = new Command("prune", "Moves and deletes what is past its age by config/retention.yaml.")
        {
            dryRun,
        };
        Run(command, parsed =>
        {
            var target = targetOf(parsed);
            var options = HostConfig.Load(target.Paths).Retention;
            return Prune(target, options, parsed.GetValue(dryRun));
        });
        return command;
    }

    /// <summary>The command <c>export</c>.</summary>
    public static Command Export(Func<ParseResult, DbTarget> targetOf)
    {
        var tables = new Argument<string[]>("tables")
        {
            Description = "Tables or views, such as trades pnl.",
            Arity = ArgumentArity.OneOrMore,
        };
        var from = TimeOption("--from", "Only rows of this time (UTC) and later.");
        var to = TimeOption("--to", "Only rows of an earlier time (UTC).");
        var command = new Command("export", "Writes tables as CSV into exports/TIME, with a manifest.")
        {
            tables, from, to,
        };
        Run(command, parsed =>
        {
            var target = targetOf(parsed);
            var (folder, manifest) = new Export(target.Database, target.DataFolder, Clock)
                .Run(parsed.GetValue(tables)!, parsed.GetValue(from), parsed.GetValue(to));
            Say($"{folder}:");
            foreach (var table in manifest.Tables)
            {
                Say($"  {table.File,-28} {table.Rows,12:N0} rows  {table.Bytes,14:N0} bytes");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static int Prune(DbTarget target, RetentionOptions options, bool dryRun)
    {
        var now = Clock.GetUtcNow();
        var files = new FileRetention(target.DataFolder);
        var plan = files.Plan(options, now);
        var outcome = dryRun ? null : files.Apply(plan);
        foreach (var step in outcome?.Done ?? plan)
        {
            Say($"{step.Path} {(step.Target is null ? "deleted" : $"-> {step.Target}")}");
        }

        var rows = new TablePruning(target.Database).Run(options.Tables, now, dryRun);
        foreach (var table in rows.Where(table => table.Rows > 0))
        {
            Say($"{table.Table}: {table.Rows:N0} rows before {table.Before.UtcDateTime:O} deleted");
        }

        foreach (var (step, why) in outcome?.Failures ?? [])
        {
            Console.Error.WriteLine($"{step.Path}: {why}");
        }

        var done = outcome?.Done ?? plan;
        var (moved, size) = (done.Length, done.Sum(step => step.Bytes) >> 20);
        var when = dryRun ? "would be" : "were";
        Say($"{when} done: {moved} files with {size} MiB, {rows.Sum(table => table.Rows):N0} rows");
        return outcome?.Failures.IsEmpty == false ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static Option<DateTimeOffset?> TimeOption(string name, string description) => new(name)
    {
        Description = description + " A day such as 2026-03-05 or a time such as 2026-03-05T12:00:00Z.",
        CustomParser = result => ReadTime(name, result),
    };

    private static DateTimeOffset? ReadTime(string name, ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'"];
        if (DateTimeOffset.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"{name} is '{text}'; it must be a day such as 2026-03-05 or a time such as "
            + "2026-03-05T12:00:00Z.");
        return null;
    }

    private static string FolderOf(string backup, string dataFolder)
    {
        var below = Path.Combine(dataFolder, Storage.Maintenance.Backup.Folder, backup);
        return Directory.Exists(below) ? below : Path.GetFullPath(backup);
    }

    private static void Run(Command command, Func<ParseResult, int> run) =>
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(_ => Task.FromResult(run(parsed))));

    private static void Say(FormattableString line) =>
        Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
