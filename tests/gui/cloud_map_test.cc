// SPDX-License-Identifier: Apache-2.0
// The map of shipped and of random models: everything has one place, inside what is around it,
// beside what is not.
#include "gui/model/cloud_map.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "gui/model/map_image.h"
#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/model_world.h"
#include "tests/support/repeat.h"

namespace cascade::gui {
namespace {

using Numbers = std::vector<std::pair<std::string, std::int64_t>>;

std::shared_ptr<const sim::Model> shipped(const std::string& name) {
  auto model = sim::load_model(name, "");
  REQUIRE(model);
  return *model;
}

std::shared_ptr<const sim::World> world_of(std::shared_ptr<const sim::Model> model,
                                           const std::string& preset, Numbers numbers = {}) {
  sim::Topology topology;
  topology.preset = preset;
  topology.numbers = std::move(numbers);
  auto world = sim::generate_world(std::move(model), topology, 1);
  REQUIRE(world);
  return std::move(*world);
}

std::shared_ptr<const sim::World> random_world(std::uint64_t seed) {
  sim::Topology topology;
  topology.preset = "cyclic";
  topology.numbers = {{"types", 8}, {"resources_per_type", 12}};
  auto model = sim::random_model(topology, seed);
  REQUIRE(model);
  auto world = sim::generate_world(*model, topology, seed);
  REQUIRE(world);
  return std::move(*world);
}

// The first container of a type, "relation>Type".
std::string container(const sim::Model& model, std::string_view type) {
  const TypeId id = *model.find_type(type);
  const auto containers = map_containers(model)[value(id)];
  if (containers.empty()) return "";
  const MapContainer& first = containers.front();
  return model.type(id).relations[value(first.relation)].name + ">" + model.type(first.type).name;
}

bool is_within(const MapRect& inner, const MapRect& outer) {
  constexpr float kSlack = 1e-3F;
  return inner.x >= outer.x - kSlack && inner.y >= outer.y - kSlack &&
         inner.x + inner.width <= outer.x + outer.width + kSlack &&
         inner.y + inner.height <= outer.y + outer.height + kSlack;
}

bool are_apart(const MapRect& a, const MapRect& b) {
  constexpr float kSlack = 1e-3F;
  return a.x + a.width <= b.x + kSlack || b.x + b.width <= a.x + kSlack ||
         a.y + a.height <= b.y + kSlack || b.y + b.height <= a.y + kSlack;
}

std::vector<MapRect> places_of(const CloudMap& map, const std::vector<MapGroup>& groups) {
  std::vector<MapRect> places;
  for (const MapGroup& group : groups) {
    for (std::uint32_t i = 0; i < group.items.size(); ++i) {
      places.push_back(map.place(group, i));
      REQUIRE(is_within(places.back(), group.rect));
    }
  }
  return places;
}

void check_places(const sim::World& world) {
  const auto shared = std::shared_ptr<const sim::World>(&world, [](const sim::World*) {});
  const auto map = CloudMap::make(shared, 1600, 1000, {});
  std::uint64_t stored = 0;
  const auto check_apart = [&](const std::vector<MapRect>& places) {
    for (std::size_t a = 0; a < places.size(); ++a) {
      REQUIRE(places[a].width > 0);
      REQUIRE(places[a].height > 0);
      for (std::size_t b = a + 1; b < std::min(places.size(), a + 50); ++b) {
        REQUIRE(are_apart(places[a], places[b]));
      }
    }
  };
  check_apart(places_of(*map, map->top()));
  for (std::size_t t = 0; t < world.model().types.size(); ++t) {
    const auto type = static_cast<TypeId>(t);
    for (ResourceIndex i = 0; i < world.count(type); ++i) {
      const Resource resource{type, i};
      INFO(world.name(resource));
      if (world.life(resource) == sim::Life::Gone) {
        REQUIRE_FALSE(map->rect_of(resource));
        continue;
      }
      ++stored;
      const auto rect = map->rect_of(resource);
      REQUIRE(rect);
      REQUIRE(is_within(*rect, map->rect()));
      const std::vector<Resource> chain = map->chain_of(resource);
      REQUIRE(chain.back() == resource);
      if (chain.size() > 1) REQUIRE(is_within(*rect, *map->rect_of(chain[chain.size() - 2])));
      // Whatever is found in the corner of its box is the resource.
      const auto found =
          map->resource_at(rect->x + rect->width / 1000, rect->y + rect->height / 1000, 0);
      REQUIRE(found == resource);
      check_apart(places_of(*map, map->inside(resource, *rect)));
    }
  }
  CHECK(map->count() == stored);
}

}  // namespace

TEST_CASE("Map layout: nearly equal boxes are of one size, in rows", "[gui][map]") {
  const std::vector<std::uint64_t> weights{30, 31, 29, 30, 33};
  const MapRect rect{10, 20, 300, 300};
  const std::vector<MapRect> boxes = fill_in_order(rect, weights);
  REQUIRE(boxes.size() == weights.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CHECK(boxes[i].width == boxes[0].width);
    CHECK(boxes[i].height == boxes[0].height);
    CHECK(is_within(boxes[i], rect));
    for (std::size_t j = 0; j < i; ++j) CHECK(are_apart(boxes[i], boxes[j]));
  }
}

TEST_CASE("Map layout: the last row is not squeezed", "[gui][map]") {
  // Filled up one after the other the last would be alone, as wide as all and as high as nothing.
  const std::vector<std::uint64_t> weights{40, 40, 40, 40, 12, 11, 10, 3};
  const MapRect rect{0, 0, 400, 300};
  double area = 0;
  for (const MapRect& box : fill_in_order(rect, weights)) {
    CHECK(is_within(box, rect));
    CHECK(box.width < 6 * box.height);
    CHECK(box.height < 6 * box.width);
    area += double(box.width) * box.height;
  }
  CHECK(area == Approx(400.0 * 300));
}

TEST_CASE("Map containers: things stand where they are, not where they belong to", "[gui][map]") {
  const auto zstack = shipped("zstack");
  CHECK(container(*zstack, "VmInstance") == "host>Host");
  CHECK(container(*zstack, "Host") == "cluster>Cluster");
  CHECK(container(*zstack, "Cluster") == "zone>Zone");
  CHECK(container(*zstack, "Volume") == "storage>PrimaryStorage");
  CHECK(container(*zstack, "VmNic") == "vm>VmInstance");
  CHECK(container(*zstack, "L3Network") == "l2>L2Network");
  CHECK(container(*zstack, "Vip") == "range>IpRange");
  CHECK(container(*zstack, "BackupStorage").empty());
  const auto cloud = shipped("cloud");
  CHECK(container(*cloud, "VmInstance") == "host>Host");
  CHECK(container(*cloud, "Volume") == "storage>PrimaryStorage");
  const auto whitepaper = shipped("whitepaper");
  CHECK(container(*whitepaper, "VmInstance") == "host>Host");
  // The second leg of a fallback: what a VM without a host is put into.
  const auto vm = map_containers(*zstack)[value(*zstack->find_type("VmInstance"))];
  REQUIRE(vm.size() > 2);
  CHECK(vm[1].type == zstack->find_type("Cluster"));
  CHECK(vm[2].type == zstack->find_type("Zone"));
}

TEST_CASE("Map containers: where types refer to each other, the earlier one is around",
          "[gui][map]") {
  const auto ring = shipped("ring");
  CHECK(container(*ring, "Storage") == "cluster>Cluster");
  CHECK(container(*ring, "Cluster").empty());
}

TEST_CASE("Cloud map: everything stored has one place, in its box and beside the others",
          "[gui][map]") {
  SECTION("zstack") {
    check_places(*world_of(shipped("zstack"), "small"));
  }
  SECTION("white paper") {
    check_places(*world_of(shipped("whitepaper"), "tiny"));
  }
  SECTION("cloud, shuffled") {
    sim::Topology topology;
    topology.shape = sim::TopologyShape::Baseline;
    topology.numbers = {{"vms", 300}, {"permuted", 1}};
    auto world = sim::generate_world(shipped("cloud"), topology, 1);
    REQUIRE(world);
    check_places(**world);
  }
  SECTION("random models") {
    for (const std::uint64_t seed : cascade::test::seeds(1, 20)) {
      INFO(cascade::test::repeat_with(seed));
      check_places(*random_world(seed));
    }
  }
}

TEST_CASE("Cloud map: what is gone is not there, and holds nothing", "[gui][map]") {
  const auto made = world_of(shipped("zstack"), "tiny");
  const auto world = made->clone();
  const TypeId host = *world->model().find_type("Host");
  const TypeId vm = *world->model().find_type("VmInstance");
  world->set_life({host, 0}, sim::Life::Gone);
  world->set_life({vm, 1}, sim::Life::Gone);
  check_places(*world);
}

TEST_CASE("Cloud map: making it can be stopped", "[gui][map]") {
  std::stop_source stop;
  stop.request_stop();
  CHECK(CloudMap::make(world_of(shipped("zstack"), "tiny"), 800, 500, stop.get_token()) == nullptr);
}

TEST_CASE("Map tones: life, state and the acts of the pass decide", "[gui][map]") {
  sim::test::ModelWorld lab(
      "name: m\n"
      "actions: { delete: { code: m.delete } }\n"
      "operations: { plain: { passes: [delete] } }\n"
      "types:\n"
      "  Host: { reactions: { delete: { do: [delete] } }, cascade: { self: { delete: delete } } }\n"
      "  Vm:\n"
      "    states: [Running, Stopped]\n"
      "    relations: { host: Host }\n"
      "    reactions: { delete: { do: [delete] } }\n"
      "    cascade: { Host: { through: host, delete: delete } }\n",
      "Host/a\nHost/b\nVm/1 host=Host/a\nVm/2 host=Host/a\nVm/3 Stopped host=Host/b\n"
      "Vm/4 host=Host/b\n");
  const auto plan = lab.plan("delete", {"Host/a"});
  PassState pass;
  pass.acts = CowColumn<ActStatus>(plan->act_count(), ActStatus::Waiting);
  Snapshot snapshot;
  for (const std::size_t count : {2U, 4U}) {
    snapshot.types.push_back(
        {CowColumn<sim::Life>(count, sim::Life::Live), CowColumn<std::uint8_t>(count, 0)});
  }
  snapshot.types[1].states.set(2, 1);
  MapMoment moment{&snapshot, plan.get(), &pass, false};
  const auto tone = [&](std::string_view name) {
    return make_map_tones(lab.world(), moment, {})->of(lab.resource(name));
  };
  CHECK(tone("Vm/1") == MapTone::Waiting);
  CHECK(tone("Host/b") == MapTone::Live);
  CHECK(tone("Vm/3") == MapTone::Other);
  pass.acts.set(0, ActStatus::InFlight);
  CHECK(tone("Vm/1") == MapTone::InFlight);
  pass.acts.set(0, ActStatus::Done);
  CHECK(tone("Vm/1") == MapTone::Done);
  moment.rehearsal = true;
  CHECK(tone("Vm/1") == MapTone::Waiting);
  moment.rehearsal = false;
  snapshot.types[1].lives.set(0, sim::Life::Deleted);
  CHECK(tone("Vm/1") == MapTone::Deleted);
  snapshot.types[1].lives.set(0, sim::Life::Gone);
  CHECK(tone("Vm/1") == MapTone::Gone);
  pass.acts.set(1, ActStatus::Failed);
  snapshot.types[1].lives.set(1, sim::Life::Deleted);
  CHECK(tone("Vm/2") == MapTone::Failed);
  const auto counts = make_map_tones(lab.world(), moment, {})->counts;
  CHECK(counts[static_cast<std::size_t>(MapTone::Gone)] == 1);
  CHECK(counts[static_cast<std::size_t>(MapTone::Failed)] == 1);
  CHECK(counts[static_cast<std::size_t>(MapTone::Live)] == 2);
}

namespace {

MapImage image_of(const CloudMap& map, const MapTones& tones, MapView view) {
  if (view.seen.empty()) view.seen = map.rect().box();
  const auto image = make_map_image(map, tones, view, {});
  REQUIRE(image);
  return *image;
}

std::size_t pixels_of(const MapImage& image, MapTone tone) {
  return static_cast<std::size_t>(
      std::count_if(image.pixels.begin(), image.pixels.end(), [tone](std::uint8_t pixel) {
        return (pixel & ~MapImage::kBorder) == static_cast<std::uint8_t>(tone);
      }));
}

}  // namespace

TEST_CASE("Map image: a failure never hides, however small the picture", "[gui][map]") {
  const auto world = world_of(shipped("zstack"), "medium");
  const auto map = CloudMap::make(world, 1600, 1000, {});
  MapTones tones = *make_map_tones(*world, {}, {});
  const TypeId vm = *world->model().find_type("VmInstance");
  const Resource broken{vm, GENERATE(0U, 17U, 333U)};
  tones.by_type[value(vm)][broken.index] = MapTone::Failed;
  const int size = GENERATE(40, 200, 900);
  INFO(size << " " << broken.index);
  const MapImage image = image_of(*map, tones, {{}, size, size * 5 / 8});
  CHECK(pixels_of(image, MapTone::Failed) >= 1);
}

TEST_CASE("Map image: names come with room for them", "[gui][map]") {
  const auto world = world_of(shipped("zstack"), "small");
  const auto map = CloudMap::make(world, 1600, 1000, {});
  const auto tones = make_map_tones(*world, {}, {});
  CHECK(image_of(*map, *tones, {{}, 60, 40}).labels.empty());
  const MapImage whole = image_of(*map, *tones, {{}, 1600, 1000});
  const auto names = [](const MapImage& image, std::string_view begin) {
    return std::count_if(image.labels.begin(), image.labels.end(), [&](const auto& label) {
      return std::string_view(label.text).substr(0, begin.size()) == begin;
    });
  };
  CHECK(names(whole, "Zone/1") == 1);
  const TypeId vm = *world->model().find_type("VmInstance");
  const MapRect near = *map->rect_of({vm, 3});
  const MapImage close = image_of(*map, *tones, {near.box(), 400, 400});
  CHECK(names(close, "VmInstance/4") == 1);
  // No name stands on another one: the strips of boxes that have one are apart.
  for (const MapImage& image : {whole, close}) {
    for (const MapImage::Label& label : image.labels) {
      CHECK(label.box.width() * image.width / image.seen.width() >= 16 * 3.5);
    }
  }
}

TEST_CASE("Map image: a spotlight dims everything else", "[gui][map]") {
  const auto world = world_of(shipped("zstack"), "tiny");
  const auto map = CloudMap::make(world, 1600, 1000, {});
  const auto tones = make_map_tones(*world, {}, {});
  MapView view{{}, 800, 500};
  view.spotlight.type = *world->model().find_type("VmInstance");
  const MapImage image = image_of(*map, *tones, view);
  const auto dimmed = std::count_if(image.pixels.begin(), image.pixels.end(),
                                    [](std::uint8_t p) { return (p & MapImage::kDimmed) != 0; });
  CHECK(dimmed > 0);
  CHECK(pixels_of(image, MapTone::Live) > 0);
  std::vector<std::uint8_t> none(world->count(view.spotlight.type), 0);
  view.spotlight.chosen = std::make_shared<const std::vector<std::uint8_t>>(none);
  CHECK(pixels_of(image_of(*map, *tones, view), MapTone::Live) == 0);
}

TEST_CASE("Map image: it can be stopped, and an empty one is empty", "[gui][map]") {
  const auto world = world_of(shipped("zstack"), "tiny");
  const auto map = CloudMap::make(world, 1600, 1000, {});
  const auto tones = make_map_tones(*world, {}, {});
  std::stop_source stop;
  stop.request_stop();
  CHECK(make_map_image(*map, *tones, {map->rect().box(), 100, 100}, stop.get_token()) == nullptr);
  CHECK(make_map_image(*map, *tones, {{}, 0, 0}, {})->pixels.empty());
}

}  // namespace cascade::gui
