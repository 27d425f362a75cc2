// Properties of which a vehicle reports several at once. REST responses and V1 messages have a list for them, V2 messages
// have a list for every property, so the property's name must say which lists are several items and which are one value.

/** `[]`: the index tells the items apart. Else the member that does, and the member that is the value if one is left. */
type ItemKeys = readonly [] | readonly [item: string] | readonly [item: string, value: string];

const byIndex = [] as const;
const springRate = ["axle", "spring_rate"] as const;
const categoryConsumption = ["category", "consumption"] as const;
const categoryPercentage = ["category", "percentage"] as const;
const pressure = ["location", "pressure"] as const;
const lockState = ["location", "lock_state"] as const;
const lightState = ["location", "state"] as const;
const addressComponent = ["type", "value"] as const;
const temperatureExtreme = ["extreme", "temperature"] as const;

export const itemKeys = {
  adas: { lane_keep_assists_states: ["location", "state"], park_assists: ["location"] },
  charging: {
    // The second one is how the schema of V2 messages spells it too.
    battery_temperature_extremes: temperatureExtreme,
    battery_tempretature_extremes: temperatureExtreme,
    departure_times: byIndex,
    fully_charged_end_times: ["weekday", "time"],
    reduction_times: byIndex,
    timers: byIndex,
  },
  charging_session: { business_errors: byIndex, public_charging_points: byIndex },
  chassis_settings: {
    current_spring_rates: springRate,
    maximum_spring_rates: springRate,
    minimum_spring_rates: springRate,
  },
  climate: { hvac_weekday_starting_times: ["weekday", "time"] },
  crash: { impact_zone: byIndex, incidents: ["location"] },
  dashboard_lights: {
    bulb_failures: byIndex,
    dashboard_lights: ["name", "state"],
    dynamic_warnings: byIndex,
  },
  diagnostics: {
    check_control_messages: byIndex,
    confirmed_trouble_codes: byIndex,
    diesel_exhaust_filter_status: ["component"],
    oem_trouble_code_values: byIndex,
    tire_pressure_statuses: ["location", "status"],
    tire_pressures: pressure,
    tire_pressures_differences: pressure,
    tire_pressures_targets: pressure,
    tire_temperatures: ["location", "temperature"],
    trouble_codes: byIndex,
    wheel_rpms: ["location", "rpm"],
  },
  doors: { inside_locks: lockState, locks: lockState, positions: ["location", "position"] },
  home_charger: { price_tariffs: byIndex },
  lights: { fog_lights: lightState, interior_lights: lightState, reading_lamps: lightState },
  maintenance: {
    brakes_service_due_dates: ["axle", "due_date"],
    brakes_service_remaining_distances: ["axle", "distance"],
    brakes_service_statuses: ["axle", "status"],
    condition_based_services: byIndex,
  },
  notifications: { action_items: byIndex },
  race: {
    accelerations: ["direction", "acceleration"],
    accelerator_durations: byIndex,
    brake_torque_vectorings: ["axle", "state"],
  },
  seats: { persons_detected: ["location", "detected"], seatbelts_state: ["location", "fastened_state"] },
  tachograph: {
    drivers_cards_present: ["driver_number", "card_present"],
    drivers_time_states: ["driver_number", "time_state"],
    drivers_working_states: ["driver_number", "working_state"],
  },
  trips: {
    end_address_components: addressComponent,
    start_address_components: addressComponent,
    thresholds: ["type", "value"],
  },
  usage: {
    acceleration_durations: byIndex,
    driving_modes_activation_periods: ["driving_mode", "period"],
    driving_modes_energy_consumptions: ["driving_mode", "consumption"],
    energy_consumption_last_trip: categoryConsumption,
    energy_consumption_percentages_last_trip: categoryPercentage,
    energy_consumption_percentages_since_charging: categoryPercentage,
    energy_consumption_percentages_since_reset: categoryPercentage,
    energy_consumption_since_charging: categoryConsumption,
    energy_consumption_since_reset: categoryConsumption,
    trip_meters: ["id", "distance"],
  },
  windows: { open_percentages: ["location", "open_percentage"], positions: ["location", "position"] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ItemKeys>>>>;
