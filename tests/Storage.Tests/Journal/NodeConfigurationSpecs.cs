using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Journal;

namespace WhaleStack.Storage.Tests.Journal;

public sealed class NodeConfigurationSpecs
{
    private static readonly NodeOptions Options =
        new(new SqliteDatabase("/data/a \"b\"; c/journal.db"), LogLevel.Warning, ["feeds", "coins"]);

    [Fact]
    public void What_only_the_node_knows_is_filled_in()
    {
        var config = NodeConfiguration.Build(Options);
        Assert.Equal("WARNING", config.GetString("akka.loglevel"));
        Assert.Equal(["feeds", "coins"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal(
            Options.Database.ConnectionString, config.GetString("akka.persistence.journal.sqlite.connection-string"));
        Assert.Equal(
            Options.Database.ConnectionString,
                config.GetString("akka.persistence.snapshot-store.sqlite.connection-string"));
    }

    [Fact]
    public void The_reference_stands_behind_it_and_overrides_before_it()
    {
        var config = NodeConfiguration.Build(Options, "akka.loglevel = DEBUG\nakka.actor.provider = local");
        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal("local", config.GetString("akka.actor.provider"));
        Assert.Equal("cluster", NodeConfiguration.Build(Options).GetString("akka.actor.provider"));
        Assert.Equal("akka.persistence.journal.sqlite", config.GetString("akka.persistence.journal.plugin"));
        Assert.Equal(
            "akka.persistence.snapshot-store.sqlite", config.GetString("akka.persistence.snapshot-store.plugin"));
        Assert.True(config.GetBoolean("akka.persistence.journal.sqlite.auto-initialize"));
        Assert.True(config.GetBoolean("akka.persistence.snapshot-store.sqlite.auto-initialize"));
        Assert.Equal("ddata", config.GetString("akka.cluster.sharding.state-store-mode"));
        Assert.Equal("OFF", config.GetString("akka.stdout-loglevel"));
    }

    [Fact]
    public void Every_stored_message_and_nothing_else_is_bound_to_our_serializer()
    {
        var bindings = NodeConfiguration.Reference().GetConfig("akka.actor.serialization-bindings").AsEnumerable()
            .Select(binding => (Type: Type.GetType(binding.Key, throwOnError: true)!, Name: binding.Value.GetString()))
            .ToList();
        Assert.All(bindings, binding => Assert.Equal("whalestack", binding.Name));
        Assert.Equal(
            MessageManifests.All.Select(manifest => manifest.Type.FullName).Order(),
            bindings.Select(binding => binding.Type.FullName).Order());
    }

    [Fact]
    public void The_serializer_has_its_fixed_number()
    {
        var reference = NodeConfiguration.Reference();
        var name = reference.GetString("akka.actor.serializers.whalestack")!;
        Assert.Equal(typeof(MessageSerializer), Type.GetType(name, throwOnError: true));
        Assert.Equal(2001, MessageSerializer.FixedIdentifier);
        var number = Assert.Single(reference.GetConfig("akka.actor.serialization-identifiers").AsEnumerable());
        Assert.Equal((name, 2001), (number.Key, number.Value.GetInt()));
    }

    [Fact]
    public void Every_override_says_what_breaks()
    {
        var silent = new List<string>();
        var commented = false;
        foreach (var line in File.ReadAllLines(Repository.File("hocon", "reference.conf")).Select(line => line.Trim()))
        {
            var sets = line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#');
            if (sets && !commented && !line.StartsWith("\"WhaleStack", StringComparison.Ordinal)
                && !line.StartsWith("class =", StringComparison.Ordinal)
                    && !line.StartsWith("whalestack =", StringComparison.Ordinal))
            {
                silent.Add(line);
            }

            commented = line.StartsWith('#') || (commented && (sets || line.EndsWith('{')));
        }

        Assert.Equal([], silent);
    }
}
